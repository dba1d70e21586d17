import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { TimeOrderedIds } from '../../../src/adapters/clock/time-ordered-ids.js';
import { MemoryCache } from '../../../src/adapters/memory/memory-cache.js';
import { MemoryIndex } from '../../../src/adapters/memory/memory-index.js';
import { MemoryRunLog } from '../../../src/adapters/memory/memory-run-log.js';
import { MemorySignals } from '../../../src/adapters/memory/memory-signals.js';
import { createSqliteCatalog } from '../../../src/adapters/sqlite/create-sqlite-catalog.js';
import { defaultChunking, type Collection } from '../../../src/domain/collection.js';
import { makeId, type ChunkId } from '../../../src/domain/ids.js';
import type { BlobStore } from '../../../src/ports/blob-store.js';
import type { Catalog } from '../../../src/ports/catalog.js';
import type { Clock } from '../../../src/ports/clock.js';
import type { SearchIndex } from '../../../src/ports/search-index.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { SharedLock } from '../../../src/services/concurrency/shared-lock.js';
import { DeletionService } from '../../../src/services/deletion/deletion-service.js';
import type { DocumentInput } from '../../../src/services/ingestion/document-input.js';
import { IndexProjector } from '../../../src/services/ingestion/index-projector.js';
import { IngestionService } from '../../../src/services/ingestion/ingestion-service.js';
import { IngestionWorker } from '../../../src/services/ingestion/ingestion-worker.js';
import { MapBlobStore } from '../../support/map-blob-store.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import type { Fuse } from './fuse.js';
import { ObservedEmbedder } from './observed-embedder.js';
import { ParagraphLoader } from './paragraph-loader.js';

export const maxDocumentBytes = 100_000;
export const never = new AbortController().signal;

/** What outlives a process: the stores. */
export interface Stores {
  readonly catalog: Catalog;
  readonly blobs: MapBlobStore;
  readonly index: SearchIndex;
  readonly cache: MemoryCache;
  readonly runLog: MemoryRunLog;
  readonly clock: Clock;
  readonly ids: TimeOrderedIds;
  readonly collection: Collection;
  /** Closes the catalog and removes its folder. */
  remove(): Promise<void>;
}

/** A SQLite catalog in a folder of its own, the rest in memory. */
export async function createStores(embedder: ObservedEmbedder, clock: Clock): Promise<Stores> {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundql-ingestion-'));
  const ids = new TimeOrderedIds({ clock });
  const catalog = await createSqliteCatalog({ file: path.join(folder, 'catalog.sqlite') });
  const collection = await catalog.collections.ensure({
    id: makeId('collection', ids.next()),
    tenant: defaultPrincipal.tenant,
    name: 'default',
    description: null,
    metadataSchema: [{ name: 'topic', type: 'STRING', description: null }],
    chunking: { ...defaultChunking, maxTokens: 20, overlapTokens: 0 },
    embedding: embedder.model,
    createdAt: clock.now(),
  });
  return {
    catalog,
    blobs: new MapBlobStore(),
    index: new MemoryIndex(),
    cache: new MemoryCache({ clock, maxEntries: 100, maxBytes: 1_000_000 }),
    runLog: new MemoryRunLog({ clock, ttlSeconds: 3600, maxRuns: 100 }),
    clock,
    ids,
    collection,
    remove: async () => {
      await catalog.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything of one process around the stores; `fuse` is what kills it. */
export function createProcess(
  stores: Stores,
  embedder: ObservedEmbedder,
  options: { readonly fuse?: Fuse; readonly concurrency?: number } = {},
) {
  const guard = <Guarded extends object>(target: Guarded): Guarded => options.fuse?.guard(target) ?? target;
  const { clock, ids, collection } = stores;
  const catalog: Catalog = guard(stores.catalog);
  const blobs: BlobStore = guard<BlobStore>(stores.blobs);
  const index = guard(stores.index);
  const signals = new MemorySignals();
  const logger = new RecordingLogger();
  const loader = new ParagraphLoader();
  const blobLock = new SharedLock();
  const analyze = (text: string) => text.toLowerCase().split(/\W+/);
  const shared = { catalog, blobs, signals, clock, ids, logger, blobLock };
  const projector = new IndexProjector({ ...shared, index, analyze });
  const worker = new IngestionWorker({
    ...shared,
    loader,
    embedder: options.fuse?.guard(embedder, ['countTokens']) ?? embedder,
    projector,
    maxDocumentBytes,
    concurrency: options.concurrency ?? 4,
    random: () => 1,
  });
  const ingestion = new IngestionService({
    ...shared,
    collections: { require: () => Promise.resolve(collection) },
    limits: { maxDocumentBytes, maxDocuments: 1000 },
  });
  const { cache, runLog } = stores;
  const deletion = new DeletionService({ ...shared, index, projector, caches: [cache], runLog });
  return {
    projector,
    worker,
    ingestion,
    deletion,
    loader,
    logger,
    signals,
    async start() {
      await projector.start();
      worker.start();
      deletion.start();
    },
    async stop() {
      await worker.stop();
      await deletion.stop();
      await projector.stop();
    },
  };
}

export type Process = ReturnType<typeof createProcess>;

export function textDocument(
  externalId: string,
  text: string,
  more: Partial<DocumentInput> = {},
): DocumentInput {
  const bytes = new TextEncoder().encode(text);
  return { externalId, metadata: {}, access: [], source: { kind: 'bytes', bytes, fileName: null }, ...more };
}

/** Ids of what the index holds and of what the catalog says it must hold, each sorted. */
export async function indexAndCatalog({ catalog, index, collection }: Stores) {
  const partition = {
    collectionId: collection.id,
    dimensions: collection.embedding.dimensions,
    metadataSchema: collection.metadataSchema,
  };
  const indexed: ChunkId[] = [];
  for await (const id of index.chunkIds(partition)) indexed.push(id);
  const expected = await catalog.outbox.scan(collection.id, null, 100_000);
  return { indexed: indexed.sort(), expected: expected.map(({ chunkId }) => chunkId).sort() };
}
