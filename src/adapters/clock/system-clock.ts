import { setTimeout as delay } from 'node:timers/promises';

import type { Clock } from '../../ports/clock.js';

/** What a timer of Node can wait for; a longer wait is made of several. */
const longestTimer = 2 ** 31 - 1;

/** The machine's clock. A pending `sleep` keeps the process alive, a pending `after` does not. */
export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }

  monotonic(): number {
    return performance.now();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    let left = Math.max(0, milliseconds);
    do {
      await pause(Math.min(left, longestTimer), signal);
      left -= longestTimer;
    } while (left > 0);
  }

  after(milliseconds: number, callback: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(
        () => {
          if (left <= longestTimer) callback();
          else wait(left - longestTimer);
        },
        Math.min(left, longestTimer),
      );
      timer.unref();
    };
    wait(Math.max(0, milliseconds));
    return () => {
      clearTimeout(timer);
    };
  }
}

/** Node rejects with an AbortError of its own that only carries the reason: the contract wants the reason. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
