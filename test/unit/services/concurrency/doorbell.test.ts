import { describe, expect, it } from '@jest/globals';

import { Doorbell } from '../../../../src/services/concurrency/doorbell.js';
import { ManualClock } from '../../../support/manual-clock.js';

const never = new AbortController().signal;

describe('Doorbell', () => {
  it('ends a wait at a ring, leaving no timer behind', async () => {
    const clock = new ManualClock();
    const bell = new Doorbell({ clock });
    const waiting = bell.wait(1000, never);
    bell.ring();
    expect(await waiting).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it('ends a wait after its time', async () => {
    const clock = new ManualClock();
    const waiting = new Doorbell({ clock }).wait(1000, never);
    await clock.advance(1000);
    expect(await waiting).toBe(false);
  });

  it('remembers a ring that came while nobody waited, once', async () => {
    const clock = new ManualClock();
    const bell = new Doorbell({ clock });
    bell.ring();
    bell.ring();
    expect(await bell.wait(1000, never)).toBe(true);
    const second = bell.wait(1000, never);
    await clock.advance(1000);
    expect(await second).toBe(false);
  });

  it('rejects with the reason of the signal and forgets the waiter', async () => {
    const clock = new ManualClock();
    const bell = new Doorbell({ clock });
    const controller = new AbortController();
    const waiting = bell.wait(1000, controller.signal);
    controller.abort(new Error('closing'));
    await expect(waiting).rejects.toThrow('closing');
    expect(clock.waiting).toBe(0);
    await expect(bell.wait(1000, controller.signal)).rejects.toThrow('closing');
  });
});
