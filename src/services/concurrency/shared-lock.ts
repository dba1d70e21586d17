/**
 * Many may share it, or one may have it alone; first come, first served. Held for one piece of work each
 * time, so that it cannot be left locked.
 */
export class SharedLock {
  /** Resolves when all who came before the next one have left. */
  #alone: Promise<unknown> = Promise.resolve();
  #sharers = new Set<Promise<unknown>>();

  share<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#alone.then(work);
    const left = settled(done);
    this.#sharers.add(left);
    void left.then(() => this.#sharers.delete(left));
    return done;
  }

  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = Promise.all([this.#alone, ...this.#sharers]).then(work);
    this.#alone = settled(done);
    return done;
  }
}

function settled(work: Promise<unknown>): Promise<void> {
  return work.then(
    () => undefined,
    () => undefined,
  );
}
