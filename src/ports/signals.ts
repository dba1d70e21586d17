/**
 * "Look again" between the parts of a server, and later between replicas. A signal carries no data and
 * may be lost or repeated: who waits for one also looks again by itself now and then.
 */
export interface Signals {
  publish(topic: string): void;
  /** Calls `listener` for every signal on `topic` until the returned function is called. */
  subscribe(topic: string, listener: () => void): () => void;
}
