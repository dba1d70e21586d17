import type { AccessFilter } from '../domain/access-filter.js';
import type { Chunk, Document, DocumentState } from '../domain/document.js';
import type { DocumentFacts, Filter } from '../domain/filter.js';
import type { ChunkId, CollectionId, DocumentId } from '../domain/ids.js';
import type { Page, PageRequest } from '../domain/page.js';

/** A chunk as the catalog join lets it through, with what its passage and its filter need. */
export interface JoinedChunk {
  readonly chunk: Chunk;
  readonly documentVersion: number;
  readonly title: string | null;
  readonly facts: DocumentFacts;
}

export interface JoinRequest {
  readonly collectionId: CollectionId;
  /** The epoch read before the index was asked: versions current then are joined. */
  readonly epoch: number;
  readonly chunkIds: readonly ChunkId[];
}

/** Documents and chunks, as a principal may see them. A deleted or invisible one is as if it never was. */
export interface DocumentCatalog {
  findByExternalId(
    access: AccessFilter,
    collectionId: CollectionId,
    externalId: string,
  ): Promise<Document | null>;
  /** In the order of the ids; null for what is missing or not visible. */
  findByIds(access: AccessFilter, ids: readonly DocumentId[]): Promise<readonly (Document | null)[]>;
  /** Oldest first, then by id. */
  list(
    access: AccessFilter,
    collectionId: CollectionId,
    query: PageRequest & { readonly state: DocumentState | null; readonly where: Filter | null },
  ): Promise<Page<Document>>;
  /** Ids of all that match, for deletion by filter; in no order. */
  idsWhere(access: AccessFilter, collectionId: CollectionId, where: Filter): Promise<readonly DocumentId[]>;
  /** Chunks of current versions, in the order of the ids; null for what is missing or not visible. */
  findChunks(access: AccessFilter, ids: readonly ChunkId[]): Promise<readonly (Chunk | null)[]>;
  /** Chunks of the document's current version, by ordinal. */
  chunksOf(access: AccessFilter, documentId: DocumentId, page: PageRequest): Promise<Page<Chunk>>;
  /** The extracted text of a version (null: the current one); null where there is none any more. */
  text(access: AccessFilter, documentId: DocumentId, version: number | null): Promise<string | null>;
  /**
   * The gate between the index and a reader: of `chunkIds`, those that belong to the version of their
   * document that was current at `epoch`, that are not deleted now and that `access` lets see now; in no
   * order. A chunk is there once.
   */
  join(access: AccessFilter, request: JoinRequest): Promise<readonly JoinedChunk[]>;
}
