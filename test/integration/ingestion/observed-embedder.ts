import { HashingEmbedder } from '../../../src/adapters/hashing/hashing-embedder.js';
import type { Embedder } from '../../../src/ports/embedder.js';
import { waitFor } from '../../../src/services/concurrency/wait-for.js';

/** The hashing embedder, with what it was given kept, and made to fail where a test says so. */
export class ObservedEmbedder implements Embedder {
  readonly #inner = new HashingEmbedder({ dimensions: 32 });
  readonly model = this.#inner.model;
  readonly maxTokens = this.#inner.maxTokens;
  readonly maxBatchSize = this.#inner.maxBatchSize;
  /** Every text that was given a vector, in order. */
  readonly embedded: string[] = [];
  /** Called before each batch; what it throws, the batch fails with. */
  intercept: (texts: readonly string[], signal?: AbortSignal) => Promise<void> | void = () => undefined;

  async embed(
    texts: readonly string[],
    options: Parameters<Embedder['embed']>[1],
  ): Promise<readonly Float32Array[]> {
    await this.intercept(texts, options.signal);
    const vectors = await this.#inner.embed(texts, options);
    this.embedded.push(...texts);
    return vectors;
  }

  countTokens(text: string): number {
    return this.#inner.countTokens(text);
  }

  check(): Promise<void> {
    return this.#inner.check();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

/** For `intercept`: never comes back, unless it is called off. */
export function hang(_: readonly string[], signal?: AbortSignal): Promise<void> {
  return waitFor(signal, () => () => undefined);
}
