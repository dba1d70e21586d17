import { describe, expect, it } from '@jest/globals';

import { TimeOrderedIds } from '../../../../src/adapters/clock/time-ordered-ids.js';
import { kindOfId, makeId } from '../../../../src/domain/ids.js';
import { ManualClock } from '../../../support/manual-clock.js';

describe('TimeOrderedIds', () => {
  it('gives distinct, ascending ids within one millisecond', () => {
    const ids = new TimeOrderedIds({ clock: new ManualClock() });
    const given = Array.from({ length: 5_000 }, () => ids.next());
    expect(new Set(given).size).toBe(given.length);
    expect([...given].sort()).toEqual(given);
  });

  it('gives later ids that sort after earlier ones as time moves on', async () => {
    const clock = new ManualClock();
    const ids = new TimeOrderedIds({ clock });
    const earlier = ids.next();
    await clock.advance(1);
    expect(ids.next() > earlier).toBe(true);
  });

  it('goes on ascending when the clock is set back', () => {
    const times = [2_000, 1_000, 1_500];
    const clock = new ManualClock();
    const ids = new TimeOrderedIds({
      clock: {
        now: () => new Date(times.shift() ?? 0),
        monotonic: () => clock.monotonic(),
        sleep: (ms) => clock.sleep(ms),
        after: (ms, callback) => clock.after(ms, callback),
      },
    });
    const given = [ids.next(), ids.next(), ids.next()];
    expect([...given].sort()).toEqual(given);
    expect(new Set(given).size).toBe(3);
  });

  it('goes on ascending when the random part runs over', () => {
    const ids = new TimeOrderedIds({
      clock: new ManualClock(),
      random: (bytes) => new Uint8Array(bytes).fill(255),
    });
    const first = ids.next();
    expect(first.endsWith('zzzzzzzzzzzzzzzz')).toBe(true);
    expect(ids.next() > first).toBe(true);
  });

  it('gives ids of sources in other processes that differ', () => {
    const clock = new ManualClock();
    expect(new TimeOrderedIds({ clock }).next()).not.toBe(new TimeOrderedIds({ clock }).next());
  });

  it('gives what an id is made of', () => {
    const id = makeId('run', new TimeOrderedIds({ clock: new ManualClock() }).next());
    expect(kindOfId(id)).toBe('run');
    expect(id).toHaveLength('run_'.length + 26);
  });
});
