import DataLoader from 'dataloader';

import type { Collection } from '../domain/collection.js';
import type { Chunk, Document } from '../domain/document.js';
import type { ChunkId, CollectionId, DocumentId, IngestionId } from '../domain/ids.js';
import type { Ingestion } from '../domain/ingestion.js';
import type { Principal } from '../domain/principal.js';
import type { Services } from '../services/services.js';

export interface CollectionFigures {
  readonly documents: number;
  readonly chunks: number;
}

/** Null: missing, or not visible to the principal. */
export interface Loaders {
  readonly collections: DataLoader<CollectionId, Collection | null>;
  readonly collectionCounts: DataLoader<CollectionId, CollectionFigures>;
  readonly documents: DataLoader<DocumentId, Document | null>;
  readonly chunks: DataLoader<ChunkId, Chunk | null>;
  readonly ingestions: DataLoader<IngestionId, Ingestion | null>;
}

/** One service call for all that an operation asks for at once; for one operation of one principal. */
export function createLoaders(services: Services, principal: Principal): Loaders {
  const { collections, documents, ingestion } = services;
  return {
    collections: batching((ids) => collections.findByIds(principal, ids)),
    collectionCounts: batching((ids) => collections.counts(principal, ids)),
    documents: batching((ids) => documents.findByIds(principal, ids)),
    chunks: batching((ids) => documents.findChunks(principal, ids)),
    ingestions: batching((ids) => ingestion.findByIds(principal, ids)),
  };
}

/**
 * Batches the keys of a tick, each once, and remembers nothing: the operation may be a subscription, whose
 * next event must see what has changed. `load` answers in the order of its keys.
 */
function batching<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): DataLoader<Key, Value> {
  return new DataLoader(
    async (keys: readonly Key[]) => {
      const distinct = [...new Set(keys)];
      const values = await load(distinct);
      const found = new Map(values.map((value, place) => [distinct[place], value]));
      return keys.map((key) => found.get(key) as Value);
    },
    { cache: false },
  );
}
