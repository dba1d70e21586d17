import type { Chunk, Document } from '../../../domain/document.js';
import type { DocumentFacts } from '../../../domain/filter.js';
import type { ChunkId, CollectionId, ContentHash, DocumentId, TenantId } from '../../../domain/ids.js';
import type { Metadata } from '../../../domain/metadata.js';
import type { DocumentRow } from '../schema/tables.js';

export function toDocument(row: DocumentRow): Document {
  return {
    id: row.id as DocumentId,
    tenant: row.tenant as TenantId,
    collectionId: row.collection_id as CollectionId,
    externalId: row.external_id,
    title: row.title,
    uri: row.uri,
    mediaType: row.media_type,
    metadata: JSON.parse(row.metadata) as Metadata,
    access: JSON.parse(row.access) as string[],
    version: Math.max(row.current_version, 1),
    contentHash: row.content_hash as ContentHash,
    state: row.state,
    chunkCount: row.chunk_count,
    textLength: row.text_length,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

/** What `chunkColumns` selects. */
export interface ChunkRow {
  chunk_id: string;
  document_id: string;
  ordinal: number;
  text: string;
  span_start: number;
  span_end: number;
  heading_path: string;
  page: number | null;
}

/** Of `version_chunks as vc` joined with `chunks as c`. */
export const chunkColumns = [
  'vc.chunk_id',
  'vc.document_id',
  'vc.ordinal',
  'c.text',
  'vc.span_start',
  'vc.span_end',
  'c.heading_path',
  'vc.page',
] as const;

export function toChunk(row: ChunkRow): Chunk {
  return {
    id: row.chunk_id as ChunkId,
    documentId: row.document_id as DocumentId,
    ordinal: row.ordinal,
    text: row.text,
    span: { start: row.span_start, end: row.span_end },
    headingPath: JSON.parse(row.heading_path) as string[],
    page: row.page,
  };
}

/** What `factColumns` selects. */
export type FactsRow = Pick<
  DocumentRow,
  'external_id' | 'title' | 'uri' | 'media_type' | 'created_at' | 'updated_at' | 'metadata'
>;

/** Of `document_versions as v` joined with `documents as d`: the facts as that version has them. */
export const factColumns = [
  'd.external_id',
  'v.title',
  'v.uri',
  'v.media_type',
  'd.created_at',
  'v.updated_at',
  'v.metadata',
] as const;

export function toFacts(row: FactsRow): DocumentFacts {
  return {
    externalId: row.external_id,
    title: row.title,
    uri: row.uri,
    mediaType: row.media_type,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    metadata: JSON.parse(row.metadata) as Metadata,
  };
}
