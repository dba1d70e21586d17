import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { SystemClock } from '../../../src/adapters/clock/system-clock.js';
import { TimeOrderedIds } from '../../../src/adapters/clock/time-ordered-ids.js';
import { HashingEmbedder } from '../../../src/adapters/hashing/hashing-embedder.js';
import { MemoryCache } from '../../../src/adapters/memory/memory-cache.js';
import { MemoryIndex } from '../../../src/adapters/memory/memory-index.js';
import { MemoryRunLog } from '../../../src/adapters/memory/memory-run-log.js';
import { MemorySignals } from '../../../src/adapters/memory/memory-signals.js';
import { createSqliteCatalog } from '../../../src/adapters/sqlite/create-sqlite-catalog.js';
import type { LanguageModel } from '../../../src/ports/language-model.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { AnswerService } from '../../../src/services/answering/answer-service.js';
import { CollectionService } from '../../../src/services/collections/collection-service.js';
import { SharedLock } from '../../../src/services/concurrency/shared-lock.js';
import { DeletionService } from '../../../src/services/deletion/deletion-service.js';
import { DocumentService } from '../../../src/services/documents/document-service.js';
import type { DocumentInput } from '../../../src/services/ingestion/document-input.js';
import { IndexProjector } from '../../../src/services/ingestion/index-projector.js';
import { IngestionService } from '../../../src/services/ingestion/ingestion-service.js';
import { IngestionWorker } from '../../../src/services/ingestion/ingestion-worker.js';
import { RetrievalService } from '../../../src/services/retrieval/retrieval-service.js';
import type { SearchRequest } from '../../../src/services/retrieval/search-request.js';
import { analyzeText } from '../../../src/services/text-analysis/analyze-text.js';
import { splitSentences } from '../../../src/services/text-analysis/split-sentences.js';
import { MapBlobStore } from '../../support/map-blob-store.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { ParagraphLoader } from '../ingestion/paragraph-loader.js';

export const never = new AbortController().signal;

export function requestFor(query: string, change: Partial<SearchRequest> = {}): SearchRequest {
  return {
    query,
    collection: 'default',
    within: null,
    where: null,
    topK: null,
    options: {},
    cache: 'USE',
    ...change,
  };
}

export function textDocument(
  externalId: string,
  text: string,
  more: Partial<DocumentInput> = {},
): DocumentInput {
  const bytes = new TextEncoder().encode(text);
  return { externalId, metadata: {}, access: [], source: { kind: 'bytes', bytes, fileName: null }, ...more };
}

/** The services over a SQLite catalog in a folder of its own, the exact index and the hashing embedder. */
export async function createSearchStack() {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundql-search-'));
  const clock = new SystemClock();
  const ids = new TimeOrderedIds({ clock });
  const catalog = await createSqliteCatalog({ file: path.join(folder, 'catalog.sqlite') });
  const embedder = new HashingEmbedder();
  const logger = new RecordingLogger();
  const index = new MemoryIndex();
  const cache = new MemoryCache({ clock, maxEntries: 100, maxBytes: 1e7 });
  const runLog = new MemoryRunLog({ clock, ttlSeconds: 3600, maxRuns: 100 });
  const shared = {
    catalog,
    embedder,
    logger,
    index,
    cache,
    runLog,
    clock,
    ids,
    analyze: analyzeText,
    signals: new MemorySignals(),
    blobs: new MapBlobStore(),
    blobLock: new SharedLock(),
    loader: new ParagraphLoader(),
  };
  const collections = new CollectionService({
    ...shared,
    embeddingModel: embedder.model,
    maxChunkTokens: 256,
  });
  const documents = new DocumentService({ catalog, collections });
  const projector = new IndexProjector(shared);
  const worker = new IngestionWorker({ ...shared, projector, maxDocumentBytes: 1e6, concurrency: 4 });
  const ingestion = new IngestionService({
    ...shared,
    collections,
    limits: { maxDocumentBytes: 1e6, maxDocuments: 1000 },
  });
  const deletion = new DeletionService({ ...shared, projector, caches: [cache] });
  const retrieval = new RetrievalService({
    ...shared,
    collections,
    documents,
    defaults: { topK: 5, minScore: 0 },
    cacheTtlSeconds: 3600,
  });
  await projector.start();
  worker.start();
  return {
    catalog,
    index,
    collections,
    documents,
    projector,
    deletion,
    retrieval,
    runLog,
    ingest: (...inputs: readonly DocumentInput[]) =>
      ingestion.ingest(
        defaultPrincipal,
        { collection: 'default', documents: inputs, waitFor: 'SEARCHABLE' },
        never,
      ),
    answersBy: (languageModel: LanguageModel, runGraceMs = 30_000) =>
      new AnswerService({
        ...shared,
        retrieval,
        documents,
        languageModel,
        splitSentences,
        limits: { timeoutMs: 60_000, runGraceMs, maxContextTokens: 4000 },
      }),
    async remove() {
      await worker.stop();
      await deletion.stop();
      await projector.stop();
      await catalog.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type SearchStack = Awaited<ReturnType<typeof createSearchStack>>;
