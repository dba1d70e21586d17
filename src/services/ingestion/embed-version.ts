import { IngestionFailure, ProviderError, UnavailableError } from '../../domain/errors.js';
import type { IngestionProgress } from '../../domain/ingestion.js';
import type { Embedder } from '../../ports/embedder.js';
import type { ChunkToEmbed, ClaimedIngestion, IngestionQueue, Lease } from '../../ports/ingestion-queue.js';
import type { ProgressReporter } from './progress-reporter.js';

/** Embedded, then stored, before the next batch begins: what a crash can make necessary to embed again. */
const batchSize = 16;

type Unembedded = Awaited<ReturnType<IngestionQueue['unembedded']>>;

/**
 * EMBED: gives every text of the staged version a vector, where it has none yet. Resolves to the progress
 * made over all attempts. Rejects with IngestionFailure EMBEDDING_FAILED where the embedder does.
 */
export async function embedVersion(
  { queue, embedder }: { readonly queue: IngestionQueue; readonly embedder: Embedder },
  claimed: ClaimedIngestion,
  reporter: ProgressReporter,
  signal: AbortSignal,
): Promise<IngestionProgress> {
  const limit = Math.min(batchSize, embedder.maxBatchSize);
  let batch = await queue.unembedded(claimed.lease, limit);
  const reused = reusedChunks(claimed, batch);
  // Before the first vector: the next attempt could not tell any more what was reused.
  if (batch.missing.length > 0) await reporter.write('EMBED', progressOf(batch, reused));
  while (batch.missing.length > 0) {
    signal.throwIfAborted();
    await queue.putVectors(claimed.lease, await embed(embedder, batch.missing, signal));
    batch = await nextBatch(queue, claimed.lease, limit, batch);
    await reporter.report('EMBED', progressOf(batch, reused));
  }
  return progressOf(batch, reused);
}

/** What is left is known without asking where the last batch was all there was. */
async function nextBatch(
  queue: IngestionQueue,
  lease: Lease,
  limit: number,
  { missing, missingTotal, total }: Unembedded,
): Promise<Unembedded> {
  if (missing.length === missingTotal) return { missing: [], missingTotal: 0, total };
  return queue.unembedded(lease, limit);
}

/** An earlier attempt has counted them, before it embedded any itself. */
function reusedChunks({ ingestion, stagedVersion }: ClaimedIngestion, first: Unembedded): number {
  const counted = stagedVersion !== null && ingestion.progress.chunksTotal > 0;
  return counted ? ingestion.progress.chunksReused : first.total - first.missingTotal;
}

function progressOf({ total, missingTotal }: Unembedded, chunksReused: number): IngestionProgress {
  const chunksEmbedded = Math.max(0, total - missingTotal - chunksReused);
  return { chunksTotal: total, chunksEmbedded, chunksReused, chunksIndexed: 0 };
}

async function embed(
  embedder: Embedder,
  chunks: readonly ChunkToEmbed[],
  signal: AbortSignal,
): Promise<Parameters<IngestionQueue['putVectors']>[1]> {
  const texts = chunks.map((chunk) => chunk.embeddedText);
  const vectors = await embedder.embed(texts, { lane: 'ingestion', signal }).catch(rethrowAsFailure);
  return chunks.flatMap(({ embeddedHash }, index) => {
    const vector = vectors[index];
    return vector === undefined ? [] : [{ embeddedHash, vector }];
  });
}

function rethrowAsFailure(error: unknown): never {
  if (!(error instanceof ProviderError || error instanceof UnavailableError)) throw error;
  throw new IngestionFailure('EMBEDDING_FAILED', error.message, error.retryable, { cause: error });
}
