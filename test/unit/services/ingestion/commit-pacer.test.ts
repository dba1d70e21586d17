import { describe, expect, it } from '@jest/globals';

import { CommitPacer } from '../../../../src/services/ingestion/commit-pacer.js';
import { ManualClock } from '../../../support/manual-clock.js';

function pacer() {
  const clock = new ManualClock();
  return { clock, pacer: new CommitPacer({ clock, intervalMilliseconds: 250, burst: 3 }) };
}

describe('CommitPacer', () => {
  it('lets a burst through at once, then makes the next wait for its interval', () => {
    const { pacer: paced } = pacer();
    const delays = [1, 2, 3, 4].map(() => {
      const delay = paced.delay();
      if (delay === 0) paced.note();
      return delay;
    });
    expect(delays).toEqual([0, 0, 0, 250]);
  });

  it('allows one commit each interval under load, and a burst again after a quiet time', async () => {
    const { clock, pacer: paced } = pacer();
    for (let commits = 0; commits < 3; commits += 1) paced.note();
    await clock.advance(250);
    expect(paced.delay()).toBe(0);
    paced.note();
    expect(paced.delay()).toBe(250);
    await clock.advance(60_000);
    for (let commits = 0; commits < 3; commits += 1) {
      expect(paced.delay()).toBe(0);
      paced.note();
    }
    expect(paced.delay()).toBe(250);
  });
});
