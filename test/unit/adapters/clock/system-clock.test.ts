import { describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../../../src/adapters/clock/system-clock.js';

describe('SystemClock', () => {
  const clock = new SystemClock();

  it('rejects a sleep with the reason of its signal as soon as it aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const sleeping = clock.sleep(3_600_000, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });

  it('does not sleep at all on a signal that was aborted before', async () => {
    const reason = new Error('too late');
    await expect(clock.sleep(3_600_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('waits at least as long as it was asked to', async () => {
    const start = clock.monotonic();
    await clock.sleep(20);
    expect(clock.monotonic() - start).toBeGreaterThanOrEqual(19);
  });

  it('calls back once, and not at all when it was called off first', async () => {
    const calls: string[] = [];
    const callOff = clock.after(0, () => calls.push('called off'));
    callOff();
    await new Promise<void>((resolve) => {
      clock.after(1, () => {
        calls.push('kept');
        resolve();
      });
      clock.sleep(100).catch(() => undefined);
    });
    expect(calls).toEqual(['kept']);
  });

  it('waits longer than a timer of Node can instead of firing at once', async () => {
    const controller = new AbortController();
    let fired = false;
    const callOff = clock.after(2 ** 40, () => (fired = true));
    const sleeping = clock.sleep(2 ** 40, controller.signal).catch((error: unknown) => error);
    await clock.sleep(5);
    callOff();
    controller.abort(new Error('still asleep'));
    expect(await sleeping).toEqual(new Error('still asleep'));
    expect(fired).toBe(false);
  });
});
