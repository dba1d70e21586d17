/** Time, injected. Milliseconds throughout. */
export interface Clock {
  now(): Date;
  /** A clock that only goes forward, for durations. */
  monotonic(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason as soon as it aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls `callback` once after `milliseconds` unless the returned function was called first. */
  after(milliseconds: number, callback: () => void): () => void;
}
