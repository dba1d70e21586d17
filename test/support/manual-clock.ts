import type { Clock } from '../../src/ports/clock.js';

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

/**
 * A clock that moves only by `advance`. Timers fire in the order they are due (equal ones in the order they
 * were set), each seeing `now()` at its own due time, and what hangs on a promise runs before the next fires:
 * a loop that sleeps again and again keeps its rhythm within one `advance`.
 */
export class ManualClock implements Clock {
  #elapsed = 0;
  #timers: Timer[] = [];
  readonly #start: number;

  constructor(start: Date = new Date('2026-01-01T00:00:00.000Z')) {
    this.#start = start.getTime();
  }

  now(): Date {
    return new Date(this.#start + this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        cancel();
        reject(signal?.reason as Error);
      };
      const cancel = this.after(milliseconds, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer: Timer = { due: this.#elapsed + Math.max(0, milliseconds), fire: callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((pending) => pending !== timer);
    };
  }

  /** How many timers and sleeps wait: what a test looks at to see that nothing was left behind. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Moves time on, firing what falls due on the way; resolves when all that followed from it has run. */
  async advance(milliseconds: number): Promise<void> {
    const target = this.#elapsed + milliseconds;
    await settle();
    for (let timer = this.#nextDue(target); timer !== undefined; timer = this.#nextDue(target)) {
      const due = timer;
      this.#timers = this.#timers.filter((pending) => pending !== due);
      this.#elapsed = Math.max(this.#elapsed, due.due);
      due.fire();
      await settle();
    }
    this.#elapsed = target;
    await settle();
  }

  #nextDue(target: number): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.due <= target);
    return due.reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
      undefined,
    );
  }
}

/** Lets every promise that can go on without time passing go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
