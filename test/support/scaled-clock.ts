import { SystemClock } from '../../src/adapters/clock/system-clock.js';
import type { Clock } from '../../src/ports/clock.js';

/** The machine's clock, `factor` times as fast: what paces itself in seconds is through in a blink. */
export class ScaledClock implements Clock {
  readonly #clock = new SystemClock();
  readonly #factor: number;
  readonly #start = Date.now();
  readonly #origin = this.#clock.monotonic();

  constructor(factor: number) {
    this.#factor = factor;
  }

  now(): Date {
    return new Date(this.#start + this.monotonic());
  }

  monotonic(): number {
    return (this.#clock.monotonic() - this.#origin) * this.#factor;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#clock.sleep(milliseconds / this.#factor, signal);
  }

  after(milliseconds: number, callback: () => void): () => void {
    return this.#clock.after(milliseconds / this.#factor, callback);
  }
}
