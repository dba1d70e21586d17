import { waitFor } from './wait-for.js';

/** Gives a permit back; calling it again does nothing. */
export type Release = () => void;

/** A fixed number of permits, handed out in the order they were asked for. */
export class Semaphore {
  #free: number;
  readonly #queue = new Set<() => void>();

  constructor(permits: number) {
    this.#free = permits;
  }

  /** Resolves once a permit is free; rejects with the signal's reason, holding none, when it aborts first. */
  async acquire(signal?: AbortSignal): Promise<Release> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    return this.#releaseOnce();
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return waitFor(signal, ({ resolve }) => {
      this.#queue.add(resolve);
      return () => this.#queue.delete(resolve);
    });
  }

  #releaseOnce(): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#passOn();
    };
  }

  /** A permit goes straight to the next in line, so that nobody who asks later can overtake. */
  #passOn(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#queue.delete(next);
    next();
  }
}
