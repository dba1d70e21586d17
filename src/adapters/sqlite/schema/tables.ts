import type { Generated, Selectable } from 'kysely';

import type { DeletionState } from '../../../domain/deletion.js';
import type { DocumentState } from '../../../domain/document.js';
import type { IngestionStage, IngestionState } from '../../../domain/ingestion.js';

/** An instant as RFC 3339 in UTC with milliseconds: orders as a string. */
type Instant = string;
/** A JSON text. */
type Json = string;

export interface CollectionsTable {
  id: string;
  tenant: string;
  name: string;
  description: string | null;
  metadata_schema: Json;
  chunking: Json;
  embedding: Json;
  /** The embedding model's fingerprint: part of every vector's key. */
  model: string;
  created_at: Instant;
  epoch: number;
  /** The last outbox sequence written for it. */
  outbox_head: number;
  outbox_pruned: number;
  /** Set: a tombstone, under a name that no collection can have. */
  deleted_at: Instant | null;
}

/** What a version says of its document. */
interface Attributes {
  title: string | null;
  uri: string | null;
  media_type: string;
  metadata: Json;
  access: Json;
  content_hash: string;
  chunk_count: number;
  text_length: number;
  updated_at: Instant;
}

/** Attributes are those of the current version, copied here for listings and filters. */
export interface DocumentsTable extends Attributes {
  id: string;
  collection_id: string;
  tenant: string;
  external_id: string;
  /** 0 before the first version is ready. */
  current_version: number;
  state: DocumentState;
  created_at: Instant;
  /** Set: a tombstone, kept for good, shown to no one. */
  deleted_at: Instant | null;
}

/** `metadata` of `documents` again, one row per value, for filters; a list has one row per element. */
export interface DocumentMetadataTable {
  document_id: string;
  name: string;
  text_value: string | null;
  /** `numberKey` of a number, or of a boolean as 0 or 1. */
  number_key: bigint | null;
  /** One of a list; an empty list is one row of nulls. */
  element: string | null;
}

/**
 * Staged while `from_epoch` is null; current at the epochs from `from_epoch` up to, not including, `to_epoch`.
 */
export interface DocumentVersionsTable extends Attributes {
  document_id: string;
  version: number;
  ingestion_id: string;
  draft_hash: string;
  text_hash: string;
  /** Set on a staged version whose chunks belong in the index already. */
  announced_sequence: number | null;
  from_epoch: number | null;
  to_epoch: number | null;
}

/** A text is stored once for all versions of its document that share it. */
export interface DocumentTextsTable {
  document_id: string;
  hash: string;
  text: string;
}

export interface ChunksTable {
  id: string;
  document_id: string;
  collection_id: string;
  text: string;
  heading_path: Json;
  embedded_text: string;
  embedded_hash: string;
}

/** Which chunks a version has, where. */
export interface VersionChunksTable {
  document_id: string;
  version: number;
  ordinal: number;
  chunk_id: string;
  span_start: number;
  span_end: number;
  page: number | null;
}

/** A vector lives as long as a chunk of its tenant and model has its hash. Float32, little endian. */
export interface VectorsTable {
  tenant: string;
  model: string;
  embedded_hash: string;
  vector: Uint8Array;
}

/** What changes in an ingestion's life; each event is a copy of it. */
export interface IngestionStatus {
  state: IngestionState;
  stage: IngestionStage | null;
  attempts: number;
  chunks_total: number;
  chunks_embedded: number;
  chunks_reused: number;
  chunks_indexed: number;
  error: Json | null;
  finished_at: Instant | null;
}

export interface IngestionsTable extends IngestionStatus {
  /** The order of acceptance. */
  position: Generated<number>;
  id: string;
  tenant: string;
  collection_id: string;
  document_id: string;
  external_id: string;
  title: string | null;
  uri: string | null;
  media_type: string | null;
  metadata: Json;
  access: Json;
  content_hash: string;
  byte_length: number;
  /** Equal for drafts that would make the same version. */
  draft_hash: string;
  created_at: Instant;
  lease_owner: string | null;
  /** When it may be claimed: a waiting one is due then, a running one's lease expires then. */
  claimable_at: Instant;
  /** The `seq` of its last event. */
  last_seq: number;
}

export interface IngestionEventsTable extends IngestionStatus {
  ingestion_id: string;
  seq: number;
}

export interface IndexOutboxTable {
  sequence: Generated<number>;
  collection_id: string;
  chunk_ids: Json;
}

export interface DeletionsTable {
  id: string;
  tenant: string;
  /** Set where the collection as a whole was deleted. */
  collection_id: string | null;
  state: DeletionState;
  document_count: number;
  outbox_sequence: number;
  stores: Json;
  started_at: Instant;
  completed_at: Instant | null;
}

/** What a deletion removes, written down before it is gone so that a restart can go on. */
export interface DeletionDocumentsTable {
  deletion_id: string;
  document_id: string;
  collection_id: string;
  chunk_ids: Json;
  content_hashes: Json;
}

export interface Tables {
  collections: CollectionsTable;
  documents: DocumentsTable;
  document_metadata: DocumentMetadataTable;
  document_versions: DocumentVersionsTable;
  document_texts: DocumentTextsTable;
  chunks: ChunksTable;
  version_chunks: VersionChunksTable;
  vectors: VectorsTable;
  ingestions: IngestionsTable;
  ingestion_events: IngestionEventsTable;
  index_outbox: IndexOutboxTable;
  deletions: DeletionsTable;
  deletion_documents: DeletionDocumentsTable;
}

export type CollectionRow = Selectable<CollectionsTable>;
export type DocumentRow = Selectable<DocumentsTable>;
export type DocumentVersionRow = Selectable<DocumentVersionsTable>;
export type IngestionRow = Selectable<IngestionsTable>;
export type DeletionRow = Selectable<DeletionsTable>;
