import { waitFor, type Settle } from '../concurrency/wait-for.js';

interface Waiter {
  readonly sequence: number;
  readonly settle: Settle<void>;
}

/** Those who wait until an index has applied the outbox up to a sequence. */
export class SequenceWaiters {
  readonly #waiters = new Set<Waiter>();

  wait(sequence: number, signal: AbortSignal): Promise<void> {
    return waitFor(signal, (settle) => {
      const waiter: Waiter = { sequence, settle };
      this.#waiters.add(waiter);
      return () => this.#waiters.delete(waiter);
    });
  }

  /** Lets all go on that wait for `sequence` or less. */
  reached(sequence: number): void {
    for (const waiter of [...this.#waiters]) if (waiter.sequence <= sequence) waiter.settle.resolve();
  }

  /** Lets all who wait by now go on, once the function returned is called. */
  present(): () => void {
    const waiters = [...this.#waiters];
    return () => {
      for (const waiter of waiters) if (this.#waiters.has(waiter)) waiter.settle.resolve();
    };
  }

  reject(reason: Error): void {
    for (const waiter of [...this.#waiters]) waiter.settle.reject(reason);
  }
}
