import type { ChunkId, CollectionId, ContentHash, DocumentId, TenantId } from './ids.js';
import type { Metadata } from './metadata.js';

export type DocumentState = 'PENDING' | 'READY' | 'FAILED';

/**
 * A document as its current version has it. Before the first version is ready (`PENDING`, `FAILED`) the
 * descriptive fields are those of the first ingestion, `version` is 1 and the counts are 0.
 */
export interface Document {
  readonly id: DocumentId;
  readonly tenant: TenantId;
  readonly collectionId: CollectionId;
  readonly externalId: string;
  readonly title: string | null;
  readonly uri: string | null;
  readonly mediaType: string;
  readonly metadata: Metadata;
  /** Groups that may see it; empty: everyone in the tenant. */
  readonly access: readonly string[];
  readonly version: number;
  /** Of the bytes that were ingested. */
  readonly contentHash: ContentHash;
  readonly state: DocumentState;
  readonly chunkCount: number;
  /** UTF-16 code units of the extracted text. */
  readonly textLength: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** UTF-16 code units, end exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * The unit that is embedded and searched. `text` equals the document version's text at `span`; the
 * contextual header (title, headings) is embedded and indexed with it, but is no part of it. Under PARENT_CHILD
 * `text` is that of the whole passage, of which the chunk embeds a part: several chunks have one span.
 */
export interface Chunk {
  readonly id: ChunkId;
  readonly documentId: DocumentId;
  /** Position within the document version, from 0. */
  readonly ordinal: number;
  readonly text: string;
  readonly span: TextSpan;
  readonly headingPath: readonly string[];
  /** 1-based, where the format has pages. */
  readonly page: number | null;
}
