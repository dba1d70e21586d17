import { describe, expect, it } from '@jest/globals';

import { MemoryCache } from '../../../../src/adapters/memory/memory-cache.js';
import { ManualClock } from '../../../support/manual-clock.js';

const ttl = { ttlSeconds: 60 };

function cacheOf(limits: { maxEntries?: number; maxBytes?: number }): MemoryCache {
  return new MemoryCache({ clock: new ManualClock(), maxEntries: 1_000, maxBytes: 1_000_000, ...limits });
}

async function held(cache: MemoryCache, keys: readonly string[]): Promise<string[]> {
  const values = await Promise.all(keys.map((key) => cache.get(key)));
  return keys.filter((_key, position) => values[position] !== undefined);
}

describe('MemoryCache', () => {
  it('forgets the least recently used entry when one more than it may hold comes', async () => {
    const cache = cacheOf({ maxEntries: 3 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, ttl);
    await cache.get('a');
    await cache.set('d', 'd', ttl);
    expect(await held(cache, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
  });

  it('forgets until what is left fits its bytes', async () => {
    const cache = cacheOf({ maxBytes: 3_500 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, 'x'.repeat(1_000), ttl);
    await cache.set('d', 'x'.repeat(2_000), ttl);
    expect(await held(cache, ['a', 'b', 'c', 'd'])).toEqual(['c', 'd']);
  });

  it('gives the bytes of replaced, dropped and expired entries free again', async () => {
    const clock = new ManualClock();
    const cache = new MemoryCache({ clock, maxEntries: 10, maxBytes: 2_500 });
    const large = 'x'.repeat(1_000);
    await cache.set('kept', large, { ttlSeconds: 1_000 });
    for (let round = 0; round < 5; round += 1) {
      await cache.set('other', large, { ttlSeconds: 1 });
      await cache.set('other', large, { ttlSeconds: 1 });
      if (round % 2 === 0) await cache.dropPrefix('other');
      else await clock.advance(1_000);
      await cache.get('other');
    }
    expect(await held(cache, ['kept'])).toEqual(['kept']);
  });

  it('does not keep a value larger than all it may hold, nor the one it would have replaced', async () => {
    const cache = cacheOf({ maxBytes: 1_000 });
    await cache.set('small', 'kept', ttl);
    await cache.set('large', 'old', ttl);
    await cache.set('large', 'x'.repeat(2_000), ttl);
    expect(await held(cache, ['small', 'large'])).toEqual(['small']);
  });
});
