import { IngestionFailure } from '../../domain/errors.js';
import { noProgress, type DocumentDraft } from '../../domain/ingestion.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { Clock } from '../../ports/clock.js';
import type { DocumentLoader, LoadedDocument } from '../../ports/document-loader.js';
import type { Embedder } from '../../ports/embedder.js';
import type { ClaimedIngestion, IngestionQueue } from '../../ports/ingestion-queue.js';
import { chunkDocument } from './chunking/chunk-document.js';
import { completeMetadata } from './complete-metadata.js';
import type { ProgressReporter } from './progress-reporter.js';

export interface StagingDependencies {
  readonly queue: IngestionQueue;
  readonly blobs: BlobStore;
  readonly loader: DocumentLoader;
  readonly embedder: Embedder;
  readonly clock: Clock;
  /** Larger documents fail with DOCUMENT_TOO_LARGE; their bytes were never stored. */
  readonly maxDocumentBytes: number;
}

/** LOAD and CHUNK: from the stored bytes to a staged version. Rejects with IngestionFailure. */
export async function stageVersion(
  dependencies: StagingDependencies,
  claimed: ClaimedIngestion,
  reporter: ProgressReporter,
  signal: AbortSignal,
): Promise<void> {
  await reporter.report('LOAD', noProgress);
  const loaded = await load(dependencies, claimed.draft, signal);
  signal.throwIfAborted();
  await reporter.report('CHUNK', noProgress);
  const title = claimed.draft.title ?? loaded.title;
  const { externalId, uri } = claimed.draft;
  const request = {
    documentId: claimed.ingestion.documentId,
    externalId,
    uri,
    title,
    chunking: claimed.collection.chunking,
    embedder: dependencies.embedder,
    clock: dependencies.clock,
  };
  const chunks = await chunkDocument(loaded, request, signal);
  if (chunks.length === 0) throw new IngestionFailure('NO_TEXT', 'there is no text in it');
  signal.throwIfAborted();
  const { mediaType, text, properties = {} } = loaded;
  const metadata = completeMetadata(claimed.draft.metadata, properties, claimed.collection.metadataSchema);
  await dependencies.queue.stage(claimed.lease, { title, mediaType, metadata, text, chunks });
}

async function load(
  { blobs, loader, maxDocumentBytes }: StagingDependencies,
  draft: DocumentDraft,
  signal: AbortSignal,
): Promise<LoadedDocument> {
  if (draft.byteLength > maxDocumentBytes) throw tooLarge(draft.byteLength, maxDocumentBytes);
  const bytes = await blobs.get(draft.contentHash, signal);
  if (bytes === null) throw new IngestionFailure('STORE_FAILED', 'its bytes are not in the store');
  const fileName = draft.uri ?? draft.externalId;
  return loader.load({ bytes, mediaType: draft.mediaType, fileName }, signal);
}

function tooLarge(byteLength: number, limit: number): IngestionFailure {
  const reason = `it has ${String(byteLength)} bytes, of which ${String(limit)} are allowed`;
  return new IngestionFailure('DOCUMENT_TOO_LARGE', reason);
}
