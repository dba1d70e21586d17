import type { QueuedText } from './text-queue.js';

/** A text whose vector `callers` calls wait for. */
export interface PendingText extends QueuedText {
  readonly vector: Promise<Float32Array>;
  callers: number;
  resolve(vector: Float32Array): void;
  reject(error: unknown): void;
}

export function pendingText(text: string, tokens: number, due: number): PendingText {
  let resolve: PendingText['resolve'] = () => undefined;
  let reject: PendingText['reject'] = () => undefined;
  const vector = new Promise<Float32Array>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  vector.catch(() => undefined); // all who waited may have been called off by the time it fails
  return { text, tokens, due, vector, callers: 0, resolve, reject };
}
