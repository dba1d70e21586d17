import { describe, expect, it } from '@jest/globals';

import { SharedLock } from '../../../../src/services/concurrency/shared-lock.js';

/** Work that notes when it begins and ends only when it is told. */
function gated(log: string[], name: string) {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const work = async () => {
    log.push(`${name} in`);
    await gate;
    log.push(`${name} out`);
  };
  return { work, open };
}

describe('SharedLock', () => {
  it('lets sharers in together, and one alone only after them', async () => {
    const lock = new SharedLock();
    const log: string[] = [];
    const [one, two, alone] = [gated(log, 'one'), gated(log, 'two'), gated(log, 'alone')];
    alone.open();
    const all = [lock.share(one.work), lock.share(two.work), lock.alone(alone.work)];
    one.open();
    await all[0];
    expect(log).toEqual(['one in', 'two in', 'one out']);
    two.open();
    await Promise.all(all);
    expect(log).toEqual(['one in', 'two in', 'one out', 'two out', 'alone in', 'alone out']);
  });

  it('makes sharers that come later wait for the one who is alone, even if that one fails', async () => {
    const lock = new SharedLock();
    const log: string[] = [];
    const failing = lock.alone(() => Promise.reject(new Error('broken')));
    const later = lock.share(() => {
      log.push('later in');
      return Promise.resolve('done');
    });
    expect(log).toEqual([]);
    await expect(failing).rejects.toThrow('broken');
    expect(await later).toBe('done');
  });
});
