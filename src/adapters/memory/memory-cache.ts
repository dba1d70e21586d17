import { serialize } from 'node:v8';

import type { Cache } from '../../ports/cache.js';
import type { Clock } from '../../ports/clock.js';

interface Entry {
  readonly value: unknown;
  readonly bytes: number;
  /** On the clock's monotonic scale. */
  readonly expiresAt: number;
}

/**
 * A cache within the process. Where an entry more would go over `maxEntries`, or over `maxBytes` (keys and
 * values as serialised, an approximation of their memory), the least recently used ones go first; a value
 * beyond `maxBytes` by itself is not kept at all.
 */
export class MemoryCache implements Cache {
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(dependencies: {
    readonly clock: Clock;
    readonly maxEntries: number;
    readonly maxBytes: number;
  }) {
    this.#clock = dependencies.clock;
    this.#maxEntries = dependencies.maxEntries;
    this.#maxBytes = dependencies.maxBytes;
  }

  get(key: string): Promise<unknown> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return Promise.resolve(undefined);
    this.#drop(key, entry);
    if (entry.expiresAt <= this.#clock.monotonic()) return Promise.resolve(undefined);
    this.#keep(key, entry);
    return Promise.resolve(entry.value);
  }

  set(key: string, value: unknown, options: { readonly ttlSeconds: number }): Promise<void> {
    const replaced = this.#entries.get(key);
    if (replaced !== undefined) this.#drop(key, replaced);
    const bytes = 2 * key.length + serialize(value).byteLength;
    if (bytes <= this.#maxBytes) {
      this.#keep(key, { value, bytes, expiresAt: this.#clock.monotonic() + options.ttlSeconds * 1000 });
      this.#evict();
    }
    return Promise.resolve();
  }

  dropPrefix(prefix: string): Promise<number> {
    const now = this.#clock.monotonic();
    let live = 0;
    for (const [key, entry] of this.#entries) {
      if (!key.startsWith(prefix)) continue;
      this.#drop(key, entry);
      if (entry.expiresAt > now) live += 1;
    }
    return Promise.resolve(live);
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  #keep(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
  }

  #drop(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#maxEntries && this.#bytes <= this.#maxBytes) return;
      this.#drop(key, entry);
    }
  }
}
