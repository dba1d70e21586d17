import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../../../src/adapters/clock/system-clock.js';
import { createLanceIndex } from '../../../../src/adapters/lancedb/create-lance-index.js';
import type { LanceIndex } from '../../../../src/adapters/lancedb/lance-index.js';
import type { ChunkId, TenantId } from '../../../../src/domain/ids.js';
import type { IndexBatch, IndexEntry } from '../../../../src/ports/search-index.js';
import { compileAccess, defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { dimensions, sampleEntry, samplePartition } from '../../../contract/search-index.samples.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { Sampler } from '../../../support/sampler.js';
import { seededRandom } from '../../../support/seeded-random.js';

const seed = Number(process.env['GROUNDQL_TEST_SEED'] ?? randomInt(2 ** 31));
const random = new Sampler(seededRandom(seed));
const partition = samplePartition('killed');
const access = compileAccess({ ...defaultPrincipal, tenant: 'acme' as TenantId });
const query = {
  access,
  filter: null,
  within: null,
  limit: 1000,
  vector: random.unitVector(dimensions),
  tokens: ['alpha'],
};
const rounds = 5;

const batches: readonly IndexBatch[] = Array.from({ length: 80 }, (_, i) => {
  const numbers = random.some(
    Array.from({ length: 200 }, (_none, number) => number),
    0.15,
  );
  const upserts = numbers.map((number): IndexEntry => ({
    ...sampleEntry(random, number),
    tenant: access.tenant,
  }));
  const deletes = random
    .some(
      Array.from({ length: 200 }, (_none, number) => number),
      0.05,
    )
    .filter((number) => !numbers.includes(number))
    .map((number) => sampleEntry(random, number).chunkId);
  return { upserts, deletes, sequence: i + 1 };
});

function stateAfter(sequence: number): Map<ChunkId, IndexEntry> {
  const held = new Map<ChunkId, IndexEntry>();
  for (const { upserts, deletes } of batches.slice(0, sequence)) {
    for (const id of deletes) held.delete(id);
    for (const entry of upserts) held.set(entry.chunkId, entry);
  }
  return held;
}

describe('LanceIndex, killed', () => {
  it(`is never ahead of its batches, loses none it acknowledged, and is made whole by applying again, seed ${seed}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'groundql-kill-'));
    let applied = 0;
    for (let round = 0; round < rounds; round += 1) {
      const acknowledged = await applyUntilKilled(folder, applied, 1 + random.below(10), random.below(40));
      await withIndex(folder, async (index) => {
        applied = await index.appliedSequence(partition);
        expect(applied).toBeGreaterThanOrEqual(acknowledged);
        await expectBatches(index, applied);
      });
    }
    await withIndex(folder, async (index) => {
      for (const batch of batches.slice(applied)) await index.apply(partition, batch);
      await index.maintain(partition);
      await expectWhole(index);
    });
    await rm(folder, { recursive: true });
  }, 120_000);
});

/** Kills the process `delay` ms after it acknowledged `count` batches; resolves to the last sequence it did. */
async function applyUntilKilled(
  folder: string,
  applied: number,
  count: number,
  delay: number,
): Promise<number> {
  const path = fileURLToPath(new URL('./applying-process.mjs', import.meta.url));
  const child = fork(path, [folder], { serialization: 'advanced', silent: true, execArgv: [] });
  const complaints: string[] = [];
  child.stderr?.on('data', (data: Buffer) => complaints.push(data.toString()));
  await once(child, 'message');
  for (const batch of batches.slice(applied)) child.send({ partition, batch, query });
  const acknowledged = await killed(child, applied, count, delay);
  expect(complaints).toEqual([]);
  return acknowledged;
}

async function killed(child: ChildProcess, applied: number, count: number, delay: number): Promise<number> {
  let acknowledged = applied;
  child.on('message', (sequence: number) => {
    acknowledged = sequence;
    if (sequence === Math.min(applied + count, batches.length))
      setTimeout(() => child.kill('SIGKILL'), delay);
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

async function withIndex(folder: string, work: (index: LanceIndex) => Promise<void>): Promise<void> {
  const logger = new RecordingLogger();
  const index = await createLanceIndex({ folder, clock: new SystemClock(), logger });
  await work(index);
  await index.close();
  expect(logger.lines).toEqual([]);
}

/** All of the batches up to `sequence`, but for what the next one may have deleted already. */
async function expectBatches(index: LanceIndex, sequence: number): Promise<void> {
  const mayBeGone = new Set(batches[sequence]?.deletes);
  const expected = [...stateAfter(sequence).keys()].filter((id) => !mayBeGone.has(id));
  const held = await heldChunkIds(index);
  expect(new Set(held).size).toBe(held.length);
  expect(held.filter((id) => !mayBeGone.has(id))).toEqual(expected.sort());
}

async function expectWhole(index: LanceIndex): Promise<void> {
  const expected = stateAfter(batches.length);
  expect(await heldChunkIds(index)).toEqual([...expected.keys()].sort());
  const open = [...expected.values()].filter((entry) => entry.access.length === 0);
  const words = await index.keyword(partition, query);
  expect(words.map((hit) => hit.chunkId).sort()).toEqual(
    open
      .filter((entry) => entry.tokens.includes('alpha'))
      .map((entry) => entry.chunkId)
      .sort(),
  );
  for (const entry of open) {
    const [nearest] = await index.dense(partition, { ...query, vector: entry.vector, limit: 1 });
    expect(nearest?.chunkId).toBe(entry.chunkId);
  }
}

async function heldChunkIds(index: LanceIndex): Promise<ChunkId[]> {
  const ids: ChunkId[] = [];
  for await (const id of index.chunkIds(partition)) ids.push(id);
  return ids.sort();
}
