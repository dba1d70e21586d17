import type { StoreDeletion } from '../../domain/deletion.js';
import { NotFoundError, UnavailableError } from '../../domain/errors.js';
import type { ChunkId, CollectionId, DocumentId } from '../../domain/ids.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { Cache } from '../../ports/cache.js';
import type { Catalog } from '../../ports/catalog.js';
import type { DeletionWork } from '../../ports/deletion-ledger.js';
import type { RunLog } from '../../ports/run-log.js';
import type { IndexPartition, SearchIndex } from '../../ports/search-index.js';
import { retrievalCachePrefix } from '../caching/retrieval-cache-key.js';
import type { SharedLock } from '../concurrency/shared-lock.js';
import type { IndexProjector } from '../ingestion/index-projector.js';

const chunksPerRead = 1000;
/** A cache in use may fill again between dropping and reading back. */
const cacheTries = 5;

export interface RemoverDependencies {
  readonly catalog: Catalog;
  readonly blobs: BlobStore;
  readonly blobLock: SharedLock;
  readonly index: SearchIndex;
  readonly projector: IndexProjector;
  readonly caches: readonly Cache[];
  readonly runLog: RunLog;
}

/** The documents' traces outside the catalog's own tables. */
export interface Words {
  readonly documentIds: readonly DocumentId[];
  readonly collectionIds: readonly CollectionId[];
}

/** Entries or runs that went, and whether looking again found none. */
type Removal = Omit<StoreDeletion, 'store'>;

/**
 * Removes deleted documents from every store and reads each back. All of it may be done again: what is
 * gone already is simply not found.
 */
export class DeletionRemover {
  readonly #dependencies: RemoverDependencies;

  constructor(dependencies: RemoverDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Resolves to what each store was asked to remove and whether it is gone. Rejects where a store is not
   * available or the index has not let go of a chunk: nothing is proven then, and all is to be tried again.
   */
  async remove(work: DeletionWork, signal: AbortSignal): Promise<readonly StoreDeletion[]> {
    const index = await this.#fromIndex(work, signal);
    const { catalog, blobs } = await this.#fromCatalogAndBlobs(work);
    const words = wordsOf(work);
    const cache = await this.fromCaches(words);
    const runs = await this.fromRuns(words);
    return [
      { store: 'catalog', ...catalog },
      { store: 'index', ...index },
      { store: 'blobs', ...blobs },
      { store: 'cache', ...cache },
      { store: 'runs', ...runs },
    ];
  }

  async fromCaches({ collectionIds }: Words): Promise<Removal> {
    const prefixes = [...new Set(collectionIds)].map(retrievalCachePrefix);
    let deleted = 0;
    for (let tries = 0; tries < cacheTries; tries += 1) {
      const dropped = await this.#dropAll(prefixes);
      if (dropped === 0) return { deleted, verifiedAbsent: true };
      deleted += dropped;
    }
    return { deleted, verifiedAbsent: false };
  }

  async fromRuns({ documentIds }: Words): Promise<Removal> {
    const { runLog } = this.#dependencies;
    const purged = await runLog.purgeDocuments(documentIds);
    const left = await runLog.purgeDocuments(documentIds);
    return { deleted: purged.length + left.length, verifiedAbsent: left.length === 0 };
  }

  async #dropAll(prefixes: readonly string[]): Promise<number> {
    let dropped = 0;
    for (const cache of this.#dependencies.caches) {
      for (const prefix of prefixes) dropped += await cache.dropPrefix(prefix);
    }
    return dropped;
  }

  async #fromIndex(work: DeletionWork, signal: AbortSignal): Promise<Removal> {
    if (work.collectionId !== null) return this.#dropPartition(work, work.collectionId);
    let deleted = 0;
    for (const [collectionId, chunkIds] of chunksByCollection(work)) {
      await this.#dependencies.projector.follow(collectionId, work.outboxSequence, signal);
      await this.#refuseIfPresent(await this.#partition(work, collectionId), chunkIds);
      deleted += chunkIds.length;
    }
    return { deleted, verifiedAbsent: true };
  }

  async #dropPartition(work: DeletionWork, collectionId: CollectionId): Promise<Removal> {
    const { catalog, projector } = this.#dependencies;
    const partition = await this.#partition(work, collectionId);
    await projector.drop(partition);
    const chunkIds = work.documents.flatMap((document) => document.chunkIds);
    await this.#refuseIfPresent(partition, chunkIds);
    await catalog.outbox.prune(collectionId, work.outboxSequence);
    return { deleted: chunkIds.length, verifiedAbsent: true };
  }

  async #refuseIfPresent(partition: IndexPartition, chunkIds: readonly ChunkId[]): Promise<void> {
    for (let start = 0; start < chunkIds.length; start += chunksPerRead) {
      const slice = chunkIds.slice(start, start + chunksPerRead);
      const present = await this.#dependencies.index.present(partition, slice);
      if (present.length > 0) throw new UnavailableError('index', 'it still holds chunks that were deleted');
    }
  }

  async #partition(work: DeletionWork, collectionId: CollectionId): Promise<IndexPartition> {
    const { catalog, projector } = this.#dependencies;
    const collection = await catalog.collections.find(work.tenant, collectionId);
    if (collection === null) throw new NotFoundError(`there is no collection ${collectionId}`);
    return projector.partitionOf(collection);
  }

  /** Alone: a document just being taken in may have found the very bytes that are about to go. */
  #fromCatalogAndBlobs({
    id,
  }: DeletionWork): Promise<{ readonly catalog: Removal; readonly blobs: Removal }> {
    const { catalog, blobs, blobLock } = this.#dependencies;
    return blobLock.alone(async () => {
      const { deleted, orphanedBlobs } = await catalog.deletions.purge(id);
      const rowsLeft = await catalog.deletions.remaining(id);
      const blobsDeleted = await blobs.delete(orphanedBlobs);
      const blobsLeft = await Promise.all(orphanedBlobs.map((hash) => blobs.has(hash)));
      return {
        catalog: { deleted, verifiedAbsent: rowsLeft === 0 },
        blobs: { deleted: blobsDeleted, verifiedAbsent: !blobsLeft.includes(true) },
      };
    });
  }
}

function wordsOf(work: DeletionWork): Words {
  return {
    documentIds: work.documents.map(({ documentId }) => documentId),
    collectionIds: [
      ...(work.collectionId === null ? [] : [work.collectionId]),
      ...work.documents.map(({ collectionId }) => collectionId),
    ],
  };
}

function chunksByCollection(work: DeletionWork): ReadonlyMap<CollectionId, readonly ChunkId[]> {
  const chunks = new Map<CollectionId, ChunkId[]>();
  for (const { collectionId, chunkIds } of work.documents) {
    const known = chunks.get(collectionId) ?? [];
    chunks.set(collectionId, [...known, ...chunkIds]);
  }
  return chunks;
}
