import type { DocumentFacts } from '../domain/filter.js';
import type { ChunkId, CollectionId, DocumentId, TenantId } from '../domain/ids.js';

/** "These chunks changed, look at them": says nothing of what they are now. */
export interface OutboxEntry {
  /** Ascending over the whole catalog, from 1. */
  readonly sequence: number;
  readonly collectionId: CollectionId;
  readonly chunkIds: readonly ChunkId[];
}

/** What the index must hold of a chunk. */
export interface IndexableChunk {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly tenant: TenantId;
  readonly access: readonly string[];
  readonly facts: DocumentFacts;
  readonly embeddedText: string;
  readonly vector: Float32Array;
}

/**
 * What the index has yet to follow. A chunk belongs in the index while it is of its document's current
 * version, or of a staged version that was announced, and its document is not deleted.
 */
export interface IndexOutbox {
  /** Entries after `sequence` for one collection, ascending, at most `limit`. */
  read(collectionId: CollectionId, sequence: number, limit: number): Promise<readonly OutboxEntry[]>;
  /** Of `chunkIds`, those that belong in the index, as they are now; the others must leave it. */
  describe(collectionId: CollectionId, chunkIds: readonly ChunkId[]): Promise<readonly IndexableChunk[]>;
  /** All that belong in the index, by chunk id, after `after` (null: from the start), at most `limit`. */
  scan(collectionId: CollectionId, after: ChunkId | null, limit: number): Promise<readonly IndexableChunk[]>;
  /** The last sequence written for the collection; 0 where there is none. */
  head(collectionId: CollectionId): Promise<number>;
  /** The sequence up to which entries were removed: an index behind it must be rebuilt by `scan`. */
  prunedThrough(collectionId: CollectionId): Promise<number>;
  /** Removes entries up to `sequence`: the index has applied them durably. */
  prune(collectionId: CollectionId, sequence: number): Promise<void>;
}
