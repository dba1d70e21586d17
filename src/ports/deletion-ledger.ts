import type { AccessFilter } from '../domain/access-filter.js';
import type { DeletionReceipt, StoreDeletion } from '../domain/deletion.js';
import type { ChunkId, CollectionId, ContentHash, DeletionId, DocumentId, TenantId } from '../domain/ids.js';

/** What a deletion still has to remove from the stores outside the catalog. */
export interface DeletionWork {
  readonly id: DeletionId;
  readonly tenant: TenantId;
  readonly documents: readonly {
    readonly documentId: DocumentId;
    readonly collectionId: CollectionId;
    readonly chunkIds: readonly ChunkId[];
    readonly contentHashes: readonly ContentHash[];
  }[];
  /** Set where all of a collection goes, its partition of the index too; the documents are then all its own. */
  readonly collectionId: CollectionId | null;
  /** The outbox sequence at which the index has dropped them. */
  readonly outboxSequence: number;
}

export interface DeletionLedger {
  /**
   * Tombstones the documents that `access` lets see (others are passed over): from then on no read returns
   * them, their unfinished ingestions are CANCELLED, their chunks are in the outbox, the epochs of their
   * collections count up. A tombstone is kept for good.
   */
  begin(
    access: AccessFilter,
    request: { readonly id: DeletionId; readonly documentIds: readonly DocumentId[]; readonly now: Date },
  ): Promise<DeletionReceipt>;
  /**
   * As `begin`, for a collection with all its documents, whoever may see them: its name is free from then on,
   * and nothing can be accepted into it. Null where the tenant has no such collection.
   */
  beginCollection(
    access: AccessFilter,
    request: { readonly id: DeletionId; readonly collectionId: CollectionId; readonly now: Date },
  ): Promise<{ readonly receipt: DeletionReceipt; readonly documentIds: readonly DocumentId[] } | null>;
  /** Deletions whose removal from the stores is not complete, oldest first. */
  unfinished(): Promise<readonly DeletionWork[]>;
  /**
   * Removes text, chunks, versions, and the vectors that no other document uses, from the catalog itself.
   * Resolves to how many rows went, with the blobs that no live document uses any more.
   */
  purge(
    id: DeletionId,
  ): Promise<{ readonly deleted: number; readonly orphanedBlobs: readonly ContentHash[] }>;
  /** How many rows of the deleted documents' words are left in the catalog: 0 after `purge`. */
  remaining(id: DeletionId): Promise<number>;
  complete(id: DeletionId, stores: readonly StoreDeletion[], now: Date): Promise<void>;
  find(access: AccessFilter, id: DeletionId): Promise<DeletionReceipt | null>;
}
