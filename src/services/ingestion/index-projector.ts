import type { Collection } from '../../domain/collection.js';
import { NotFoundError } from '../../domain/errors.js';
import type { CollectionId } from '../../domain/ids.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { IndexPartition, SearchIndex } from '../../ports/search-index.js';
import type { Signals } from '../../ports/signals.js';
import { PartitionFollower } from './partition-follower.js';

/**
 * Makes the index follow the catalog: the one writer of every partition. An index that cannot be written
 * holds nothing up but those who `follow`; it is tried again until it can.
 */
export class IndexProjector {
  readonly #catalog: Catalog;
  readonly #index: SearchIndex;
  readonly #signals: Signals;
  readonly #createFollower: (collection: Collection) => PartitionFollower;
  readonly #followers = new Map<CollectionId, PartitionFollower>();
  #unsubscribe: (() => void) | null = null;

  constructor(dependencies: {
    readonly catalog: Catalog;
    readonly index: SearchIndex;
    readonly analyze: (text: string) => readonly string[];
    readonly signals: Signals;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    const { catalog, signals, ...rest } = dependencies;
    this.#catalog = catalog;
    this.#index = rest.index;
    this.#signals = signals;
    this.#createFollower = (collection) =>
      new PartitionFollower({ ...rest, outbox: catalog.outbox }, this.partitionOf(collection));
  }

  /** Outbox entries seen waiting over all collections, at most 256 of each. */
  get lag(): number {
    return [...this.#followers.values()].reduce((sum, follower) => sum + follower.lag, 0);
  }

  partitionOf(collection: Collection): IndexPartition {
    return {
      collectionId: collection.id,
      dimensions: collection.embedding.dimensions,
      metadataSchema: collection.metadataSchema,
    };
  }

  /**
   * Catches every collection up, one after the other, then keeps following. Partitions that the outbox
   * cannot catch up (empty, lost, or of another catalog) are rebuilt. An index that fails does not stop
   * this: it is retried behind it. Rejects where the catalog cannot be read.
   */
  async start(): Promise<void> {
    this.#unsubscribe ??= this.#signals.subscribe('outbox', () => {
      for (const follower of this.#followers.values()) follower.wake();
    });
    for (const collection of await this.#catalog.collections.all()) {
      await this.#followerOf(collection).start();
    }
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    await Promise.all([...this.#followers.values()].map((follower) => follower.stop()));
  }

  /**
   * Resolves once the index holds what the catalog wrote for the collection up to `sequence`, a position
   * it has given out already. Rejects with the signal's reason, or CancelledError after `stop`.
   */
  async follow(collectionId: CollectionId, sequence: number, signal: AbortSignal): Promise<void> {
    const follower = await this.#find(collectionId);
    if (this.#unsubscribe !== null) void follower.start();
    await follower.follow(sequence, signal);
  }

  /** Empties the collection's partition and fills it from the catalog; resolves to its number of chunks. */
  async rebuild(collectionId: CollectionId): Promise<number> {
    const follower = await this.#find(collectionId);
    return follower.rebuild();
  }

  /** Follows a collection no more that the catalog has deleted, and drops its partition. */
  async drop(partition: IndexPartition): Promise<void> {
    const follower = this.#followers.get(partition.collectionId);
    this.#followers.delete(partition.collectionId);
    await follower?.stop();
    await this.#index.drop(partition);
  }

  async #find(collectionId: CollectionId): Promise<PartitionFollower> {
    const known = this.#followers.get(collectionId);
    if (known !== undefined) return known;
    const collections = await this.#catalog.collections.all();
    const collection = collections.find(({ id }) => id === collectionId);
    if (collection === undefined) throw new NotFoundError('no such collection');
    return this.#followerOf(collection);
  }

  #followerOf(collection: Collection): PartitionFollower {
    const follower = this.#followers.get(collection.id) ?? this.#createFollower(collection);
    this.#followers.set(collection.id, follower);
    return follower;
  }
}
