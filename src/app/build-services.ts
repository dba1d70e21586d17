import type { Config } from '../config/config.js';
import { AnswerService } from '../services/answering/answer-service.js';
import { CollectionService } from '../services/collections/collection-service.js';
import { SharedLock } from '../services/concurrency/shared-lock.js';
import { DeletionService } from '../services/deletion/deletion-service.js';
import { DocumentService } from '../services/documents/document-service.js';
import { HealthService, type HealthComponent } from '../services/health/health-service.js';
import { longestChunk } from '../services/ingestion/chunking/chunk-limits.js';
import { DocumentUpdater } from '../services/ingestion/document-updater.js';
import { IndexProjector } from '../services/ingestion/index-projector.js';
import { IngestionService } from '../services/ingestion/ingestion-service.js';
import { IngestionWorker } from '../services/ingestion/ingestion-worker.js';
import { RetrievalService } from '../services/retrieval/retrieval-service.js';
import type { Services } from '../services/services.js';
import { OperationStatistics } from '../services/statistics/operation-statistics.js';
import { analyzeText } from '../services/text-analysis/analyze-text.js';
import { splitSentences } from '../services/text-analysis/split-sentences.js';
import type { Adapters } from './open-adapters.js';

/** The services that answer requests, and the ones that work behind them. */
export interface BuiltServices {
  readonly services: Services;
  readonly background: {
    readonly projector: IndexProjector;
    readonly worker: IngestionWorker;
    readonly deletion: DeletionService;
    readonly answers: AnswerService;
  };
}

export function buildServices(config: Config, adapters: Adapters, version: string): BuiltServices {
  const blobLock = new SharedLock();
  const maxDocumentBytes = config.limits.documentBytes;
  const { catalog, embedder } = adapters;
  const collections = new CollectionService({
    ...adapters,
    embeddingModel: embedder.model,
    maxChunkTokens: longestChunk(embedder),
  });
  const documents = new DocumentService({ catalog, collections });
  const projector = new IndexProjector({ ...adapters, analyze: analyzeText });
  const deletion = new DeletionService({ ...adapters, projector, blobLock, caches: [adapters.cache] });
  const retrieval = buildRetrieval(config, adapters, { collections, documents });
  const answers = buildAnswers(config, adapters, { retrieval, documents });
  const ingestion = new IngestionService({
    ...adapters,
    blobLock,
    collections,
    limits: { maxDocumentBytes, maxDocuments: maxDocumentsPerCall },
  });
  const updates = new DocumentUpdater({ ...adapters, documents, projector });
  const worker = new IngestionWorker({
    ...adapters,
    projector,
    maxDocumentBytes,
    concurrency: concurrentDocuments,
  });
  const health = new HealthService({
    version,
    clock: adapters.clock,
    components: components(config, adapters),
  });
  const statistics = new OperationStatistics();
  return {
    services: {
      collections,
      documents,
      ingestion,
      updates,
      deletion,
      retrieval,
      answers,
      statistics,
      health,
    },
    background: { projector, worker, deletion, answers },
  };
}

const maxDocumentsPerCall = 1000;
/** Enough that the embedder always has a next batch, few enough that memory stays flat. */
const concurrentDocuments = 6;

function buildRetrieval(
  { retrieval, cache }: Config,
  adapters: Adapters,
  services: { readonly collections: CollectionService; readonly documents: DocumentService },
): RetrievalService {
  return new RetrievalService({
    ...adapters,
    ...services,
    analyze: analyzeText,
    defaults: retrieval,
    cacheTtlSeconds: cache.enabled ? cache.ttlSeconds : null,
  });
}

function buildAnswers(
  { runs, languageModel }: Config,
  adapters: Adapters,
  services: { readonly retrieval: RetrievalService; readonly documents: DocumentService },
): AnswerService {
  return new AnswerService({
    ...adapters,
    ...services,
    splitSentences,
    limits: {
      timeoutMs: runs.timeoutMs,
      runGraceMs: runs.graceMs,
      maxContextTokens: languageModel.maxContextTokens,
    },
  });
}

/** What is critical takes the server down with it; without the rest it is degraded. */
function components({ embedding }: Config, adapters: Adapters): readonly HealthComponent[] {
  const { catalog, blobs, index, embedder, languageModel, cache, runLog } = adapters;
  return [
    { name: 'catalog', detail: null, critical: true, check: (signal) => catalog.check(signal) },
    { name: 'blobs', detail: null, critical: true, check: (signal) => blobs.check(signal) },
    { name: 'index', detail: index.name, critical: true, check: (signal) => index.check(signal) },
    { name: 'embedder', detail: embedding.model, critical: false, check: (signal) => embedder.check(signal) },
    {
      name: 'language model',
      detail: languageModel.name,
      critical: false,
      check: (signal) => languageModel.check(signal),
    },
    { name: 'cache', detail: null, critical: false, check: (signal) => cache.check(signal) },
    { name: 'run log', detail: null, critical: false, check: (signal) => runLog.check(signal) },
  ];
}
