import { randomInt } from 'node:crypto';

/**
 * Numbers from 0 up to 1, always the same series for the same seed (mulberry32). The seed is printed;
 * GROUNDQL_TEST_SEED repeats a run.
 */
export function seededRandom(
  seed = Number(process.env['GROUNDQL_TEST_SEED'] ?? randomInt(2 ** 31)),
): () => number {
  process.stdout.write(`seed ${String(seed)}\n`);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
