import type { AccessFilter } from '../domain/access-filter.js';
import type { Collection } from '../domain/collection.js';
import type { Document, TextSpan } from '../domain/document.js';
import type { ChunkId, CollectionId, ContentHash, DocumentId, IngestionId, TenantId } from '../domain/ids.js';
import type {
  DocumentDraft,
  Ingestion,
  IngestionError,
  IngestionEvent,
  IngestionProgress,
  IngestionStage,
  IngestionState,
} from '../domain/ingestion.js';
import type { Metadata } from '../domain/metadata.js';
import type { Page, PageRequest } from '../domain/page.js';

export interface AcceptRequest {
  readonly tenant: TenantId;
  readonly collectionId: CollectionId;
  /** Distinct externalIds. `documentId` is used where the collection has no such document yet. */
  readonly documents: readonly {
    readonly ingestionId: IngestionId;
    readonly documentId: DocumentId;
    readonly draft: DocumentDraft;
  }[];
  readonly now: Date;
}

/** Proof of a claim; a write under a lease that was taken over rejects with LeaseLostError. */
export interface Lease {
  readonly ingestionId: IngestionId;
  /** Fencing token: grows with every claim. */
  readonly token: number;
}

export interface ClaimedIngestion {
  readonly lease: Lease;
  readonly ingestion: Ingestion;
  readonly collection: Collection;
  readonly draft: DocumentDraft;
  /** Set where an earlier attempt already staged the version: load and chunk need not be done again. */
  readonly stagedVersion: number | null;
  /** True where an earlier attempt already published: only the index's catching up and `finish` are left. */
  readonly published: boolean;
}

/** A chunk of a version being staged. */
export interface StagedChunk {
  readonly id: ChunkId;
  readonly ordinal: number;
  readonly text: string;
  readonly span: TextSpan;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  /** The contextual header and the text, or a part of it: what is embedded and searched. */
  readonly embeddedText: string;
  /** sha256 of `embeddedText`: the vector's key, beside tenant and embedding model. */
  readonly embeddedHash: ContentHash;
}

export interface StagedVersion {
  readonly title: string | null;
  readonly mediaType: string;
  /** Absent: as it was handed in. Whether a later ingestion is unchanged is judged by what was handed in. */
  readonly metadata?: Metadata;
  readonly text: string;
  readonly chunks: readonly StagedChunk[];
}

export interface ChunkToEmbed {
  readonly embeddedHash: ContentHash;
  readonly embeddedText: string;
}

/** What of a document is to be different; what is absent stays. */
export interface Amendment {
  readonly title?: string;
  /** In place of all that was there. */
  readonly metadata?: Metadata;
  /** In place of all that was there. */
  readonly access?: readonly string[];
}

export interface Amended {
  /** As it is now, even where `access` does not let see it any more. */
  readonly document: Document;
  /** The outbox sequence by which the index has followed; 0 where nothing was changed. */
  readonly sequence: number;
}

/**
 * The ingestions and the versions they make. Life of one: accept → claim → stage → (putVectors)… →
 * publish → finish; each step is durable, so that a worker that dies is taken up where it stopped.
 * Every change of an ingestion appends one event with the state after it.
 */
export interface IngestionQueue {
  /**
   * Documents, ingestions (QUEUED) and their first events, all or none, in the order of `documents`. Rejects
   * with NotFoundError where the collection was deleted.
   */
  accept(request: AcceptRequest): Promise<readonly Ingestion[]>;
  /**
   * The oldest ingestion that is QUEUED and due, or whose lease has expired, and before which no other
   * one of the same document is unfinished: now RUNNING, `attempts` one up. Null where there is none.
   */
  claim(request: {
    readonly owner: string;
    readonly now: Date;
    readonly leaseMilliseconds: number;
  }): Promise<ClaimedIngestion | null>;
  renew(lease: Lease, until: Date): Promise<void>;
  /** Makes every lease expire now. Only for a catalog with a single process: whoever held one is dead. */
  expireLeases(): Promise<void>;
  /** Sets stage and progress. */
  advance(
    lease: Lease,
    change: { readonly stage: IngestionStage; readonly progress: IngestionProgress },
  ): Promise<void>;
  /**
   * True where bytes, title, uri, declared media type, metadata and access all equal those the document's
   * current version was ingested with.
   */
  isUnchanged(lease: Lease): Promise<boolean>;
  /**
   * Stores the version's text and chunks beside the current one, invisible to readers. Resolves to its
   * number: one above the current version. Staging again replaces what was staged.
   */
  stage(lease: Lease, version: StagedVersion): Promise<number>;
  /** Up to `limit` distinct texts of the staged version that have no vector yet, and how many have one. */
  unembedded(
    lease: Lease,
    limit: number,
  ): Promise<{
    readonly missing: readonly ChunkToEmbed[];
    readonly missingTotal: number;
    readonly total: number;
  }>;
  putVectors(
    lease: Lease,
    vectors: readonly { readonly embeddedHash: ContentHash; readonly vector: Float32Array }[],
  ): Promise<void>;
  /**
   * Puts the staged version's chunks that no current version has into the outbox, so that the index holds
   * them before readers look. Resolves to the outbox sequence to wait for (0 where there was nothing new).
   */
  announce(lease: Lease): Promise<number>;
  /**
   * The flip: the staged version becomes the current one for all readers at once; the collection's epoch
   * counts up; chunks that left, and those whose facts or access changed, go into the outbox. Resolves to the
   * outbox sequence by which the index has followed (0 where it need not). The document becomes READY.
   */
  publish(lease: Lease, now: Date): Promise<number>;
  /** Ends the ingestion. FAILED and CANCELLED drop what was staged; a document without a version is FAILED. */
  finish(
    lease: Lease,
    outcome:
      | { readonly state: 'SUCCEEDED' | 'UNCHANGED' | 'CANCELLED'; readonly now: Date }
      | { readonly state: 'FAILED'; readonly error: IngestionError; readonly now: Date },
  ): Promise<void>;
  /** Back to QUEUED, to be claimed again from `notBefore` on; `error` says why. */
  postpone(lease: Lease, notBefore: Date, error: IngestionError): Promise<void>;
  /**
   * CANCELLED from then on, whoever works on it: the lease is lost, what was staged is dropped, the document
   * is left as `finish` leaves it. Null where it is missing or its document is not visible. Rejects with
   * ConflictError where it is finished, or its version is current already.
   */
  cancel(access: AccessFilter, id: IngestionId, now: Date): Promise<Ingestion | null>;
  /**
   * A FAILED or CANCELLED ingestion is QUEUED once more, from its first stage on; `attempts` and `seq` count
   * on. Null as for `cancel`. Rejects with ConflictError in any other state, and where it is not the last
   * ingestion of its document.
   */
  retry(access: AccessFilter, id: IngestionId, now: Date): Promise<Ingestion | null>;

  /**
   * Gives a document a new version with the text, the chunks and the vectors of the current one and other
   * attributes; it is current at once. It counts as an ingestion that SUCCEEDED and embedded nothing. What was
   * embedded stays, the title in it too. Where everything is as it was, nothing is done.
   *
   * Null where there is no such document or `access` does not let see it. Rejects with ConflictError while an
   * ingestion of it is unfinished, and where it has no version yet.
   */
  amend(
    access: AccessFilter,
    request: {
      readonly ingestionId: IngestionId;
      readonly documentId: DocumentId;
      readonly amendment: Amendment;
      readonly now: Date;
    },
  ): Promise<Amended | null>;

  /** In the order of the ids; null for what is missing or whose document is not visible. */
  findByIds(access: AccessFilter, ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]>;
  /** Newest first. */
  list(
    access: AccessFilter,
    query: PageRequest & {
      readonly collectionId: CollectionId | null;
      readonly state: IngestionState | null;
    },
  ): Promise<Page<Ingestion>>;
  /** Events with `seq` > `afterSeq`, at most `limit`, by `seq`. */
  events(id: IngestionId, afterSeq: number, limit: number): Promise<readonly IngestionEvent[]>;
  /** Unfinished ingestions, for `stats`, tests and shutdown. */
  countUnfinished(): Promise<number>;
}
