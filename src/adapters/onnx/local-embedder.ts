import { Worker } from 'node:worker_threads';

import type { EmbeddingModel } from '../../domain/collection.js';
import type { Embedder, EmbeddingLane as LaneName } from '../../ports/embedder.js';
import type { Logger } from '../../ports/logger.js';
import { untilAborted } from '../../ports/until-aborted.js';
import { EmbeddingLane } from './embedding-lane.js';
import { EmbeddingThread, type EmbeddingWorker } from './embedding-thread.js';
import type { EncoderFiles } from './encoder-files.js';
import type { EncoderOptions } from './load-encoder.js';
import { findMiniLm } from './mini-lm.js';
import { TokenCounter } from './token-counter.js';
import { readTokenizer } from './tokenizer.js';

export interface LocalEmbedderOptions {
  /** Threads that embed documents, at least 1; questions have one more of their own. */
  readonly threads: number;
  /** Keeps the converted weights, about 67 MB. */
  readonly cacheFolder: string;
  readonly logger?: Logger;
}

/**
 * all-MiniLM-L6-v2 on this machine, in threads that start when the first texts come. Rejects with
 * UnavailableError where the weights are not installed; whether they load shows in `check`.
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<Embedder> {
  const files = await findMiniLm();
  const startWorker = (): EmbeddingWorker =>
    startThread({ files, cacheFolder: options.cacheFolder }, options.logger);
  const shared = { startWorker, maxTokensPerText: files.maxTokens };
  return new LocalEmbedder(files, {
    // A run of 128 tokens is as fast a token as a longer one, and a question waits for one at most.
    question: new EmbeddingLane({ ...shared, maxWorkers: 1, tokensAtATime: 128, maxWaiting: 2_000 }),
    ingestion: new EmbeddingLane({
      ...shared,
      maxWorkers: options.threads,
      tokensAtATime: 512,
      maxWaiting: 10_000,
    }),
  });
}

class LocalEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  readonly maxTokens: number;
  readonly maxBatchSize = 64;
  #counter: TokenCounter | null = null;

  constructor(
    private readonly files: EncoderFiles,
    private readonly lanes: Readonly<Record<LaneName, EmbeddingLane>>,
  ) {
    this.maxTokens = files.maxTokens;
    this.model = {
      provider: 'local',
      model: files.name,
      dimensions: files.dimensions,
      fingerprint: `${files.name}:${files.weightsHash.slice(0, 12)}:mean:l2:${String(files.maxTokens)}:fp32`,
    };
  }

  async embed(
    texts: readonly string[],
    { lane, signal }: { readonly lane: LaneName; readonly signal?: AbortSignal },
  ): Promise<readonly Float32Array[]> {
    if (texts.length > this.maxBatchSize) {
      throw new RangeError(`${String(texts.length)} texts in one call; at most ${String(this.maxBatchSize)}`);
    }
    if (texts.length === 0) return [];
    // The model is loaded for questions first: they never wait for it once documents come, and the
    // weights are converted once.
    if (lane === 'ingestion') await untilAborted(this.lanes.question.warm(), signal);
    return this.lanes[lane].embed(texts, signal);
  }

  countTokens(text: string): number {
    this.#counter ??= new TokenCounter(readTokenizer(this.files.tokenizerPath));
    return this.#counter.count(text);
  }

  async check(signal?: AbortSignal): Promise<void> {
    await this.lanes.question.embed(['Are you there?'], signal);
  }

  async close(): Promise<void> {
    await Promise.all([this.lanes.question.close(), this.lanes.ingestion.close()]);
  }
}

function startThread(workerData: EncoderOptions, logger: Logger | undefined): EmbeddingWorker {
  const thread = new Worker(new URL('./embedding.worker.js', import.meta.url), { workerData });
  thread.once('error', (error) => logger?.error({ error }, 'an embedding thread crashed'));
  return new EmbeddingThread(thread);
}
