import { randomBytes } from 'node:crypto';

import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/id-source.js';

const timeDigits = 10;
const randomDigits = 16;
const randomByteCount = (randomDigits * 5) / 8;
/** Crockford's base 32 in lower case: its letters sort as their values do, and none looks like another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Ids of 26 lower-case letters and digits: 50 bits of milliseconds, then 80 bits of randomness (a ULID).
 * Ids of one source are strictly ascending even within a millisecond or when the clock is set back:
 * the random part then counts up. Ids of several processes do not collide and sort by time.
 */
export class TimeOrderedIds implements IdSource {
  readonly #clock: Clock;
  readonly #random: (bytes: number) => Uint8Array;
  #time = -1;
  #tail = 0n;

  constructor(dependencies: { readonly clock: Clock; readonly random?: (bytes: number) => Uint8Array }) {
    this.#clock = dependencies.clock;
    this.#random = dependencies.random ?? randomBytes;
  }

  next(): string {
    const now = this.#clock.now().getTime();
    if (now > this.#time) this.#restart(now);
    else this.#countUp();
    return toBase32(BigInt(this.#time), timeDigits) + toBase32(this.#tail, randomDigits);
  }

  #restart(time: number): void {
    this.#time = time;
    this.#tail = 0n;
    for (const byte of this.#random(randomByteCount)) this.#tail = (this.#tail << 8n) | BigInt(byte);
  }

  #countUp(): void {
    this.#tail += 1n;
    if (this.#tail >> BigInt(5 * randomDigits) > 0n) this.#restart(this.#time + 1);
  }
}

function toBase32(value: bigint, digits: number): string {
  let text = '';
  for (let rest = value; text.length < digits; rest >>= 5n) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
  }
  return text;
}
