import type { EmbeddingModel } from '../../domain/collection.js';
import { UnavailableError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder, EmbeddingLane } from '../../ports/embedder.js';
import { hashWords, wordsOf } from './hash-words.js';

export interface HashingEmbedderOptions {
  readonly dimensions?: number;
  /** In words. */
  readonly maxTokens?: number;
  readonly maxBatchSize?: number;
  /** Makes every call take this long. */
  readonly delay?: { readonly clock: Clock; readonly milliseconds: number };
}

/**
 * Vectors of the words alone, with no model behind them: instant and the same everywhere, for tests and
 * for load that should not be the model's. A token is a word.
 */
export class HashingEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  readonly maxTokens: number;
  readonly maxBatchSize: number;
  #calls = 0;
  #texts = 0;
  #closed = false;
  readonly #delay: HashingEmbedderOptions['delay'];

  constructor({ dimensions = 256, maxTokens = 256, maxBatchSize = 64, delay }: HashingEmbedderOptions = {}) {
    this.model = {
      provider: 'hashing',
      model: 'words',
      dimensions,
      fingerprint: `hashing-words:fnv1a:${String(dimensions)}:${String(maxTokens)}`,
    };
    this.maxTokens = maxTokens;
    this.maxBatchSize = maxBatchSize;
    this.#delay = delay;
  }

  /** Calls of `embed` that gave vectors. */
  get calls(): number {
    return this.#calls;
  }

  /** Texts that were given vectors. */
  get texts(): number {
    return this.#texts;
  }

  async embed(
    texts: readonly string[],
    { signal }: { readonly lane: EmbeddingLane; readonly signal?: AbortSignal },
  ): Promise<readonly Float32Array[]> {
    if (texts.length > this.maxBatchSize) {
      throw new RangeError(`${String(texts.length)} texts in one call; at most ${String(this.maxBatchSize)}`);
    }
    await this.#delay?.clock.sleep(this.#delay.milliseconds, signal);
    await this.check(signal);
    this.#calls++;
    this.#texts += texts.length;
    return texts.map((text) => hashWords(wordsOf(text).slice(0, this.maxTokens), this.model.dimensions));
  }

  countTokens(text: string): number {
    return wordsOf(text).length;
  }

  async check(signal?: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal?.throwIfAborted();
    if (this.#closed) throw new UnavailableError('embedder', 'it is closed');
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }
}
