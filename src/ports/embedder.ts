import type { EmbeddingModel } from '../domain/collection.js';

/** A question's texts go ahead of ingestion's: they never wait for a batch of documents. */
export type EmbeddingLane = 'question' | 'ingestion';

/**
 * Turns texts into vectors of unit length (L2), one each, in the order of the texts; equal texts give
 * equal vectors. A text beyond `maxTokens` is cut at its end.
 *
 * Rejects with ProviderError or UnavailableError, never with a vector that holds NaN. Aborting `signal`
 * rejects with its reason and drops texts not yet begun.
 */
export interface Embedder {
  readonly model: EmbeddingModel;
  /** The longest text, in the model's own tokens, special tokens included. */
  readonly maxTokens: number;
  /** How many texts one call takes; more must be split by the caller. */
  readonly maxBatchSize: number;
  embed(
    texts: readonly string[],
    options: { readonly lane: EmbeddingLane; readonly signal?: AbortSignal },
  ): Promise<readonly Float32Array[]>;
  /** Length of `text` in the model's tokens, special tokens not included. Synchronous: keep texts short. */
  countTokens(text: string): number;
  /** Resolves when the model is loaded and answers. */
  check(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
