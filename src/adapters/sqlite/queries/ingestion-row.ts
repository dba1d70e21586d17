import type { CollectionId, ContentHash, DocumentId, IngestionId, TenantId } from '../../../domain/ids.js';
import type {
  DocumentDraft,
  Ingestion,
  IngestionError,
  IngestionProgress,
} from '../../../domain/ingestion.js';
import type { Metadata } from '../../../domain/metadata.js';
import type { IngestionRow, IngestionStatus } from '../schema/tables.js';

/** The columns that say whose ingestion it is; they never change. */
export type IngestionIdentity = Pick<
  IngestionRow,
  'id' | 'tenant' | 'collection_id' | 'document_id' | 'external_id' | 'created_at'
>;

export function toIngestion(row: IngestionIdentity & IngestionStatus): Ingestion {
  return {
    id: row.id as IngestionId,
    tenant: row.tenant as TenantId,
    collectionId: row.collection_id as CollectionId,
    documentId: row.document_id as DocumentId,
    externalId: row.external_id,
    state: row.state,
    stage: row.stage,
    attempts: row.attempts,
    progress: {
      chunksTotal: row.chunks_total,
      chunksEmbedded: row.chunks_embedded,
      chunksReused: row.chunks_reused,
      chunksIndexed: row.chunks_indexed,
    },
    error: row.error === null ? null : (JSON.parse(row.error) as IngestionError),
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  };
}

export function toDraft(row: IngestionRow): DocumentDraft {
  return {
    externalId: row.external_id,
    title: row.title,
    uri: row.uri,
    mediaType: row.media_type,
    metadata: JSON.parse(row.metadata) as Metadata,
    access: JSON.parse(row.access) as string[],
    contentHash: row.content_hash as ContentHash,
    byteLength: row.byte_length,
  };
}

export function fromProgress(
  progress: IngestionProgress,
): Pick<IngestionStatus, 'chunks_total' | 'chunks_embedded' | 'chunks_reused' | 'chunks_indexed'> {
  return {
    chunks_total: progress.chunksTotal,
    chunks_embedded: progress.chunksEmbedded,
    chunks_reused: progress.chunksReused,
    chunks_indexed: progress.chunksIndexed,
  };
}
