import type { StepTiming } from '../../domain/retrieval.js';
import type { Clock } from '../../ports/clock.js';

/** Adds up how long each step took, in the order the steps were first finished. */
export class StepTimer {
  readonly #clock: Clock;
  readonly #milliseconds = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a step that fails, too. */
  async measure<Value>(step: string, work: () => Promise<Value> | Value): Promise<Value> {
    const start = this.#clock.monotonic();
    try {
      return await work();
    } finally {
      const sofar = this.#milliseconds.get(step) ?? 0;
      this.#milliseconds.set(step, sofar + this.#clock.monotonic() - start);
    }
  }

  get timings(): readonly StepTiming[] {
    return [...this.#milliseconds].map(([step, milliseconds]) => ({ step, milliseconds }));
  }
}
