import { describe, expect, it } from '@jest/globals';

import { ProgressMeter } from '../../../src/commands/progress-meter.js';

describe('ProgressMeter', () => {
  it('weighs the parts and tells the time left from the pace so far', () => {
    let now = 0;
    const weights = new Map([
      ['small', 1],
      ['large', 3],
    ]);
    const meter = new ProgressMeter(weights, () => now);
    now = 6000;
    meter.advance('small', 1);
    meter.advance('large', 0.25);
    expect(meter.read()).toEqual({ fraction: 7 / 16, elapsedSeconds: 6, secondsLeft: (6 * 9) / 7 });
  });

  it('does not guess the time left before anything is done', () => {
    const meter = new ProgressMeter(new Map([['only', 1]]), () => 0);
    expect(meter.read().secondsLeft).toBeNull();
  });

  it('is done where there is nothing to do', () => {
    expect(new ProgressMeter(new Map(), () => 0).read().fraction).toBe(1);
  });
});
