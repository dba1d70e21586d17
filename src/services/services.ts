import type { AnswerEvent, AnswerResult } from '../domain/answer.js';
import type { ChunkingOptions, Collection } from '../domain/collection.js';
import type { DeletionReceipt } from '../domain/deletion.js';
import type { DocumentBy } from '../domain/document-by.js';
import type { Chunk, Document, DocumentState } from '../domain/document.js';
import type { ComponentHealth, HealthStatus } from '../domain/health.js';
import type { ChunkId, CollectionId, DeletionId, DocumentId, IngestionId, RunId } from '../domain/ids.js';
import type { Ingestion, IngestionEvent, IngestionState } from '../domain/ingestion.js';
import type { MetadataField } from '../domain/metadata.js';
import type { Page, PageRequest } from '../domain/page.js';
import type { Principal } from '../domain/principal.js';
import type {
  CacheOutcome,
  CachePolicy,
  FusionMethod,
  Passage,
  RetrievalMode,
  RetrievalTrace,
} from '../domain/retrieval.js';

type Maybe<T> = T | null | undefined;
export type FilterInputValue = object;

export interface SearchRequest {
  readonly query: string;
  readonly collection: string;
  readonly within: readonly DocumentBy[] | null;
  readonly where: FilterInputValue | null;
  readonly topK: number | null;
  readonly options: {
    readonly mode?: Maybe<RetrievalMode>;
    readonly candidates?: Maybe<number>;
    readonly fusion?: Maybe<{
      readonly method: FusionMethod;
      readonly denseWeight?: Maybe<number>;
      readonly rrfK?: Maybe<number>;
    }>;
    readonly minScore?: Maybe<number>;
  };
  readonly cache: CachePolicy;
}

export interface AnswerRequest extends Omit<SearchRequest, 'query'> {
  readonly question: string;
  readonly timeoutMs: number | null;
}

export interface NewCollection {
  readonly name: string;
  readonly description?: string | null;
  readonly metadataSchema: readonly MetadataField[];
  readonly chunking?: ChunkingOptions;
}

export interface NewDocument {
  readonly externalId?: string;
  readonly title?: string;
  readonly uri?: string;
  readonly mediaType?: string;
  readonly metadata: unknown;
  readonly access: readonly string[];
  readonly source: { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly fileName: string | null };
}

/** What the API asks of the services. */
export interface Services {
  readonly collections: {
    create(principal: Principal, collection: NewCollection): Promise<Collection>;
    find(principal: Principal, name: string): Promise<Collection | null>;
    list(principal: Principal, page: PageRequest): Promise<Page<Collection>>;
    counts(
      principal: Principal,
      ids: readonly CollectionId[],
    ): Promise<readonly { readonly documents: number; readonly chunks: number }[]>;
    findByIds(principal: Principal, ids: readonly CollectionId[]): Promise<readonly (Collection | null)[]>;
  };
  readonly documents: {
    find(principal: Principal, by: DocumentBy): Promise<Document | null>;
    findByIds(principal: Principal, ids: readonly DocumentId[]): Promise<readonly (Document | null)[]>;
    findChunks(principal: Principal, ids: readonly ChunkId[]): Promise<readonly (Chunk | null)[]>;
    list(
      principal: Principal,
      collection: Collection,
      query: PageRequest & { readonly state: DocumentState | null; readonly where: FilterInputValue | null },
    ): Promise<Page<Document>>;
    chunksOf(principal: Principal, id: DocumentId, page: PageRequest): Promise<Page<Chunk>>;
    text(
      principal: Principal,
      id: DocumentId,
      version: number | null,
      span: { readonly start?: number; readonly end?: number },
    ): Promise<string | null>;
    resolve(principal: Principal, by: readonly DocumentBy[]): Promise<readonly DocumentId[]>;
    idsWhere(
      principal: Principal,
      collection: string,
      where: FilterInputValue,
    ): Promise<readonly DocumentId[]>;
  };
  readonly ingestion: {
    ingest(
      principal: Principal,
      request: {
        readonly collection: string;
        readonly documents: readonly NewDocument[];
        readonly waitFor: 'ACCEPTED' | 'SEARCHABLE';
      },
      signal: AbortSignal,
    ): Promise<readonly Ingestion[]>;
    findByIds(principal: Principal, ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]>;
    list(
      principal: Principal,
      query: PageRequest & { readonly collection: string | null; readonly state: IngestionState | null },
    ): Promise<Page<Ingestion>>;
    progress(
      principal: Principal,
      ids: readonly IngestionId[],
      signal: AbortSignal,
    ): AsyncIterable<IngestionEvent>;
  };
  readonly deletion: {
    delete(
      principal: Principal,
      request: { readonly documents: readonly DocumentId[] },
    ): Promise<DeletionReceipt>;
    find(principal: Principal, id: DeletionId): Promise<DeletionReceipt | null>;
  };
  readonly retrieval: {
    search(
      principal: Principal,
      request: SearchRequest,
      signal: AbortSignal,
    ): Promise<{
      readonly passages: readonly Passage[];
      readonly trace: RetrievalTrace;
      readonly cache: CacheOutcome;
    }>;
  };
  readonly answers: {
    start(principal: Principal, request: AnswerRequest): Promise<RunId>;
    follow(
      principal: Principal,
      from: { readonly runId: RunId; readonly afterSeq: number },
      signal: AbortSignal,
    ): AsyncIterable<AnswerEvent>;
    answer(principal: Principal, request: AnswerRequest, signal: AbortSignal): Promise<AnswerResult>;
    cancel(principal: Principal, runId: RunId): Promise<boolean>;
    result(principal: Principal, runId: RunId): Promise<AnswerResult | null>;
  };
  readonly statistics: {
    record(operation: string, milliseconds: number, failed: boolean): void;
    snapshot(): readonly {
      readonly operation: string;
      readonly requests: number;
      readonly errors: number;
      readonly averageLatencyMs: number;
      readonly p50LatencyMs: number;
      readonly p95LatencyMs: number;
      readonly p99LatencyMs: number;
    }[];
  };
  readonly health: {
    check(): Promise<{
      readonly status: HealthStatus;
      readonly version: string;
      readonly components: readonly ComponentHealth[];
    }>;
  };
}
