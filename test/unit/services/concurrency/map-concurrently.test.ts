import { describe, expect, it } from '@jest/globals';

import { mapConcurrently } from '../../../../src/services/concurrency/map-concurrently.js';

describe('mapConcurrently', () => {
  it('keeps the order of the items and the limit', async () => {
    let running = 0;
    let most = 0;
    const doubled = await mapConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      for (let turns = 0; turns < 6 - item; turns += 1) await Promise.resolve();
      running -= 1;
      return item * 2;
    });
    expect(doubled).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('rejects with the first failure, after what was under way, and begins nothing more', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = mapConcurrently([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('one failed');
      await Promise.resolve();
      await Promise.resolve();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('one failed');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([2]);
  });

  it('resolves at once where there is nothing to do', async () => {
    expect(await mapConcurrently([], 3, () => Promise.reject(new Error('called')))).toEqual([]);
  });
});
