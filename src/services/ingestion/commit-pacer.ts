import type { Clock } from '../../ports/clock.js';

/**
 * Spaces commits: up to `burst` at once after a quiet time, then one each `intervalMilliseconds` on
 * average. Vector stores suffer from many small commits, a single change should not wait for others.
 */
export class CommitPacer {
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #credit: number;
  /** When all commits so far would have been made, had each taken its whole interval. */
  #paidUntil = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly clock: Clock;
    readonly intervalMilliseconds: number;
    readonly burst: number;
  }) {
    this.#clock = options.clock;
    this.#interval = options.intervalMilliseconds;
    this.#credit = options.intervalMilliseconds * (options.burst - 1);
  }

  /** Milliseconds until the next commit may be made; 0: now. */
  delay(): number {
    return Math.max(0, this.#paidUntil - this.#credit - this.#clock.monotonic());
  }

  /** A commit was made. */
  note(): void {
    this.#paidUntil = Math.max(this.#paidUntil, this.#clock.monotonic()) + this.#interval;
  }
}
