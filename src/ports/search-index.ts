import type { AccessFilter } from '../domain/access-filter.js';
import type { DocumentFacts, Filter } from '../domain/filter.js';
import type { ChunkId, CollectionId, DocumentId, TenantId } from '../domain/ids.js';
import type { MetadataField } from '../domain/metadata.js';

/** One collection's part of the index: its vectors have one length, its declared fields one type each. */
export interface IndexPartition {
  readonly collectionId: CollectionId;
  readonly dimensions: number;
  readonly metadataSchema: readonly MetadataField[];
}

export interface IndexEntry {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly tenant: TenantId;
  /** Groups that may see it; empty: everyone in the tenant. */
  readonly access: readonly string[];
  readonly facts: DocumentFacts;
  /**
   * What keyword search finds it by: analysed already, in order, repetitions kept; stores index them as they
   * are. None is empty or holds white space.
   */
  readonly tokens: readonly string[];
  /** Unit length. */
  readonly vector: Float32Array;
}

export interface IndexBatch {
  /** Replace whatever is there under the same chunk id. */
  readonly upserts: readonly IndexEntry[];
  readonly deletes: readonly ChunkId[];
  /** Position in the catalog's outbox that this batch brings the partition to. */
  readonly sequence: number;
}

export interface IndexQuery {
  readonly access: AccessFilter;
  readonly filter: Filter | null;
  /** Only these documents; null: all. */
  readonly within: readonly DocumentId[] | null;
  /** 1 to 1000. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface IndexHit {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly score: number;
}

/**
 * Vector and keyword search over chunks: a projection of the catalog that can always be rebuilt from it.
 * It returns ids and scores only; text, version, access and existence come from the catalog.
 *
 * Access and filters are applied before the limit (a filter never thins the result). Hits come best
 * first, equal scores by chunk id ascending. A partition that was never written is empty.
 * An outage rejects with UnavailableError('index', …), never with an empty result.
 */
export interface SearchIndex {
  readonly name: string;
  /** Cosine similarity of unit vectors, -1 to 1. */
  dense(
    partition: IndexPartition,
    query: IndexQuery & { readonly vector: Float32Array },
  ): Promise<readonly IndexHit[]>;
  /**
   * BM25 (k1 1.2, b 0.75) over `tokens`, which are distinct; above 0. An entry with none of them is no hit.
   * Document frequency and mean length are those of the partition as a whole, before any filter; where a store
   * counts them now and then, they are exact after `maintain`. Entries without tokens do not count.
   */
  keyword(
    partition: IndexPartition,
    query: IndexQuery & { readonly tokens: readonly string[] },
  ): Promise<readonly IndexHit[]>;
  /**
   * Applies all of the batch, then its sequence: after a failure or a crash part of the batch may be there, its
   * sequence not, and applying it again completes it. Applying a batch twice changes nothing. Upserts and
   * deletes name different chunks. Calls for one partition are made one after another by one writer.
   */
  apply(partition: IndexPartition, batch: IndexBatch): Promise<void>;
  /** The sequence of the last batch applied; 0 where there is none. Survives a restart where the store does. */
  appliedSequence(partition: IndexPartition): Promise<number>;
  /** Which of these are in the partition, whoever may see them. */
  present(partition: IndexPartition, chunkIds: readonly ChunkId[]): Promise<readonly ChunkId[]>;
  /** Every chunk id in the partition, in no order. */
  chunkIds(partition: IndexPartition): AsyncIterable<ChunkId>;
  /** Empties the partition and sets its sequence to 0. */
  drop(partition: IndexPartition): Promise<void>;
  /** Housekeeping (merge, optimise) where the store needs it; the caller calls it when there is time. */
  maintain(partition: IndexPartition): Promise<void>;
  check(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
