/** How far a job is, from its parts' weights; the clock is injected. */
export interface Progress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly elapsedSeconds: number;
  /** Null until enough is done to tell. */
  readonly secondsLeft: number | null;
}

/** The share of the work that must be done before the time left is more than a guess. */
const tellingFraction = 0.02;

/** Weighs each part (a file by its bytes) by how far it is. */
export class ProgressMeter {
  readonly #weights: ReadonlyMap<string, number>;
  readonly #total: number;
  readonly #done = new Map<string, number>();
  readonly #now: () => number;
  readonly #startedAt: number;

  /** `now` counts milliseconds. */
  constructor(weights: ReadonlyMap<string, number>, now: () => number) {
    this.#weights = weights;
    this.#total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    this.#now = now;
    this.#startedAt = now();
  }

  /** `fraction`, 0 to 1, of one part is done. */
  advance(part: string, fraction: number): void {
    this.#done.set(part, fraction);
  }

  read(): Progress {
    const done = [...this.#done].reduce(
      (sum, [part, share]) => sum + share * (this.#weights.get(part) ?? 0),
      0,
    );
    const fraction = this.#total === 0 ? 1 : done / this.#total;
    const elapsedSeconds = (this.#now() - this.#startedAt) / 1000;
    const secondsLeft = fraction < tellingFraction ? null : (elapsedSeconds * (1 - fraction)) / fraction;
    return { fraction, elapsedSeconds, secondsLeft };
  }
}
