import type { AnswerService } from './answering/answer-service.js';
import type { CollectionService } from './collections/collection-service.js';
import type { DeletionService } from './deletion/deletion-service.js';
import type { DocumentService } from './documents/document-service.js';
import type { HealthService } from './health/health-service.js';
import type { DocumentUpdater } from './ingestion/document-updater.js';
import type { IngestionService } from './ingestion/ingestion-service.js';
import type { RetrievalService } from './retrieval/retrieval-service.js';
import type { OperationStatistics } from './statistics/operation-statistics.js';

/** What the API asks of the services. */
export interface Services {
  readonly collections: Pick<
    CollectionService,
    'create' | 'find' | 'require' | 'findByIds' | 'list' | 'counts'
  >;
  readonly documents: Pick<
    DocumentService,
    'find' | 'findByIds' | 'findChunks' | 'list' | 'chunksOf' | 'text' | 'resolve' | 'idsWhere'
  >;
  readonly ingestion: Pick<
    IngestionService,
    'ingest' | 'cancel' | 'retry' | 'findByIds' | 'list' | 'progress'
  >;
  readonly updates: Pick<DocumentUpdater, 'update'>;
  readonly deletion: Pick<DeletionService, 'delete' | 'deleteCollection' | 'find'>;
  readonly retrieval: Pick<RetrievalService, 'search'>;
  readonly answers: Pick<AnswerService, 'start' | 'follow' | 'answer' | 'cancel' | 'result'>;
  readonly statistics: Pick<OperationStatistics, 'record' | 'snapshot'>;
  readonly health: Pick<HealthService, 'check'>;
}
