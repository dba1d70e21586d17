import type { Signals } from '../../ports/signals.js';

/** Signals within the process. Listeners are called after the publisher's own step, in the order they came. */
export class MemorySignals implements Signals {
  readonly #subscriptions = new Map<string, Set<Subscription>>();

  publish(topic: string): void {
    for (const subscription of this.#subscriptions.get(topic) ?? []) {
      queueMicrotask(() => {
        if (!subscription.ended) subscription.listener();
      });
    }
  }

  subscribe(topic: string, listener: () => void): () => void {
    const subscription: Subscription = { listener, ended: false };
    const siblings = this.#subscriptions.get(topic) ?? new Set();
    this.#subscriptions.set(topic, siblings.add(subscription));
    return () => {
      subscription.ended = true;
      siblings.delete(subscription);
      if (siblings.size === 0 && this.#subscriptions.get(topic) === siblings)
        this.#subscriptions.delete(topic);
    };
  }
}

interface Subscription {
  readonly listener: () => void;
  ended: boolean;
}
