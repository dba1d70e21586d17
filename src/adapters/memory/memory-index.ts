import type { ChunkId, CollectionId } from '../../domain/ids.js';
import type {
  IndexBatch,
  IndexHit,
  IndexPartition,
  IndexQuery,
  SearchIndex,
} from '../../ports/search-index.js';
import { MemoryPartition } from './memory-partition.js';

/**
 * An exact index within the process: every vector compared, every filter evaluated as written. The
 * reference that other adapters are measured against, and enough for some ten thousand chunks; a search
 * takes time linear in them and holds the thread. A restart empties it (its sequences are 0 again).
 */
export class MemoryIndex implements SearchIndex {
  readonly name = 'memory';
  readonly #partitions = new Map<CollectionId, MemoryPartition>();

  dense(
    partition: IndexPartition,
    query: IndexQuery & { readonly vector: Float32Array },
  ): Promise<readonly IndexHit[]> {
    return settle(() => {
      query.signal?.throwIfAborted();
      return this.#find(partition)?.dense(query) ?? [];
    });
  }

  keyword(
    partition: IndexPartition,
    query: IndexQuery & { readonly tokens: readonly string[] },
  ): Promise<readonly IndexHit[]> {
    return settle(() => {
      query.signal?.throwIfAborted();
      return this.#find(partition)?.keyword(query) ?? [];
    });
  }

  apply(partition: IndexPartition, batch: IndexBatch): Promise<void> {
    return settle(() => {
      const target = this.#find(partition) ?? new MemoryPartition(partition);
      target.apply(batch);
      this.#partitions.set(partition.collectionId, target);
    });
  }

  appliedSequence(partition: IndexPartition): Promise<number> {
    return Promise.resolve(this.#find(partition)?.sequence ?? 0);
  }

  present(partition: IndexPartition, chunkIds: readonly ChunkId[]): Promise<readonly ChunkId[]> {
    const target = this.#find(partition);
    return Promise.resolve(chunkIds.filter((chunkId) => target?.has(chunkId) === true));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the port's iteration is asynchronous
  async *chunkIds(partition: IndexPartition): AsyncIterable<ChunkId> {
    yield* this.#find(partition)?.chunkIds ?? [];
  }

  drop(partition: IndexPartition): Promise<void> {
    this.#partitions.delete(partition.collectionId);
    return Promise.resolve();
  }

  maintain(): Promise<void> {
    return Promise.resolve();
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #find({ collectionId }: IndexPartition): MemoryPartition | undefined {
    return this.#partitions.get(collectionId);
  }
}

/** What `work` throws as a rejection. */
function settle<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
