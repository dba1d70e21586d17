import type { CollectionId, ContentHash, DocumentId, IngestionId, TenantId } from './ids.js';
import type { Metadata } from './metadata.js';

export type IngestionState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'UNCHANGED' | 'FAILED' | 'CANCELLED';
export type IngestionStage = 'LOAD' | 'CHUNK' | 'EMBED' | 'INDEX';

export type IngestionErrorCode =
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'MALFORMED_DOCUMENT'
  | 'ENCRYPTED_DOCUMENT'
  | 'NO_TEXT'
  | 'DOCUMENT_TOO_LARGE'
  | 'EMBEDDING_FAILED'
  | 'STORE_FAILED'
  | 'INTERNAL';

export interface IngestionProgress {
  readonly chunksTotal: number;
  readonly chunksEmbedded: number;
  /** Chunks whose vectors were there already. */
  readonly chunksReused: number;
  readonly chunksIndexed: number;
}

export const noProgress: IngestionProgress = {
  chunksTotal: 0,
  chunksEmbedded: 0,
  chunksReused: 0,
  chunksIndexed: 0,
};

export interface IngestionError {
  readonly code: IngestionErrorCode;
  /** A sentence for a person. */
  readonly message: string;
  readonly retryable: boolean;
}

/** The work on one document version; ends in exactly one of SUCCEEDED, UNCHANGED, FAILED, CANCELLED. */
export interface Ingestion {
  readonly id: IngestionId;
  readonly tenant: TenantId;
  readonly collectionId: CollectionId;
  readonly documentId: DocumentId;
  readonly externalId: string;
  readonly state: IngestionState;
  readonly stage: IngestionStage | null;
  readonly attempts: number;
  readonly progress: IngestionProgress;
  readonly error: IngestionError | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const finalStates: readonly IngestionState[] = ['SUCCEEDED', 'UNCHANGED', 'FAILED', 'CANCELLED'];

export function isFinished(ingestion: Pick<Ingestion, 'state'>): boolean {
  return finalStates.includes(ingestion.state);
}

/** A state of an ingestion as it was; `seq` counts up from 1 within the ingestion, without gaps. */
export interface IngestionEvent {
  readonly seq: number;
  readonly ingestion: Ingestion;
}

/** A document as it was handed in: validated, its bytes already in the blob store. */
export interface DocumentDraft {
  readonly externalId: string;
  readonly title: string | null;
  readonly uri: string | null;
  /** As declared by the caller, or null: the loader detects it from the bytes. */
  readonly mediaType: string | null;
  readonly metadata: Metadata;
  readonly access: readonly string[];
  readonly contentHash: ContentHash;
  readonly byteLength: number;
}
