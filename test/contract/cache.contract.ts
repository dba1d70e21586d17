import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Cache } from '../../src/ports/cache.js';

export interface CacheUnderTest {
  readonly cache: Cache;
  /** Lets time pass for the cache. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

/** What every `Cache` must do as long as it need not forget: give it room for a hundred small entries. */
export function describeCache(name: string, create: () => CacheUnderTest | Promise<CacheUnderTest>): void {
  describe(`${name} as Cache`, () => {
    let cache: Cache;
    let advance: CacheUnderTest['advance'];

    beforeEach(async () => {
      ({ cache, advance } = await create());
    });

    it('has nothing under a key that was never set', async () => {
      expect(await cache.get('missing')).toBeUndefined();
    });

    it.each([
      ['a string', 'text'],
      ['zero', 0],
      ['false', false],
      ['null', null],
      ['an empty list', []],
      ['a nested object', { passages: [{ rank: 1, text: 'é', span: { start: 0, end: 1 } }] }],
      ['a date', new Date('2026-01-01T00:00:00.000Z')],
      ['a vector', new Float32Array([0.25, -1])],
    ])('gives back %s', async (_what, value) => {
      await cache.set('key', value, { ttlSeconds: 10 });
      expect(await cache.get('key')).toEqual(value);
    });

    it('gives back the value set last', async () => {
      await cache.set('key', 'old', { ttlSeconds: 10 });
      await cache.set('key', 'new', { ttlSeconds: 10 });
      expect(await cache.get('key')).toBe('new');
    });

    it('never returns an entry past its time to live, which counts from its last set', async () => {
      await cache.set('short', 1, { ttlSeconds: 10 });
      await cache.set('long', 2, { ttlSeconds: 10 });
      await advance(9_000);
      expect(await cache.get('short')).toBe(1);
      await cache.set('long', 3, { ttlSeconds: 10 });
      await advance(1_001);
      expect(await cache.get('short')).toBeUndefined();
      expect(await cache.get('long')).toBe(3);
    });

    it('drops by prefix, literally, and says how many there were', async () => {
      for (const key of ['a:1', 'a:2', 'ab:1', 'A:1', 'a*', '*'])
        await cache.set(key, key, { ttlSeconds: 10 });
      expect(await cache.dropPrefix('a:')).toBe(2);
      expect(await cache.get('a:1')).toBeUndefined();
      expect(await cache.get('ab:1')).toBe('ab:1');
      expect(await cache.dropPrefix('*')).toBe(1);
      expect(await cache.get('a*')).toBe('a*');
      expect(await cache.dropPrefix('a:')).toBe(0);
    });

    it('does not count what has expired among the dropped', async () => {
      await cache.set('a:1', 1, { ttlSeconds: 1 });
      await cache.set('a:2', 2, { ttlSeconds: 10 });
      await advance(2_000);
      expect(await cache.dropPrefix('a:')).toBe(1);
    });

    it('passes its check', async () => {
      await expect(cache.check()).resolves.toBeUndefined();
    });
  });
}
