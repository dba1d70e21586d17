import type { Clock } from '../../ports/clock.js';
import { waitFor } from './wait-for.js';

/**
 * What a loop waits at between two looks: until somebody rings, or for a while. A ring that comes while
 * the loop is busy is remembered, so that no change falls between a look and the wait after it.
 */
export class Doorbell {
  readonly #clock: Clock;
  #rung = false;
  #answer: (() => void) | null = null;

  constructor(dependencies: { readonly clock: Clock }) {
    this.#clock = dependencies.clock;
  }

  ring(): void {
    if (this.#answer === null) this.#rung = true;
    else this.#answer();
  }

  /**
   * Resolves to true at a ring (at once where one came since the last wait), to false after
   * `milliseconds` without one. Rejects with the signal's reason when it aborts. One waiter at a time.
   */
  async wait(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (this.#rung) {
      this.#rung = false;
      return true;
    }
    return waitFor<boolean>(signal, ({ resolve }) => {
      this.#answer = () => {
        resolve(true);
      };
      const cancelTimer = this.#clock.after(milliseconds, () => {
        resolve(false);
      });
      return () => {
        this.#answer = null;
        cancelTimer();
      };
    });
  }
}
