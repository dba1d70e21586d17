import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '@lancedb/lancedb';

import { UnavailableError } from '../../domain/errors.js';
import type { ChunkId, CollectionId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type {
  IndexBatch,
  IndexHit,
  IndexPartition,
  IndexQuery,
  SearchIndex,
} from '../../ports/search-index.js';
import { untilAborted } from '../../ports/until-aborted.js';
import { LanceTable } from './lance-table.js';
import { tableSchema } from './table-schema.js';

export interface LanceIndexDependencies {
  readonly connection: Connection;
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly approximateFrom: number;
}

/**
 * The index in a folder, one LanceDB table a partition, named after its collection. Exact up to
 * `approximateFrom` rows. Rows count in both legs as soon as `apply` resolves; until housekeeping has taken them
 * into the keyword index, their BM25 statistics lag by at most a twentieth of the rows.
 *
 * One process at a time, one `LanceIndex` a folder. Lance does not force its writes to disk: after a crash of
 * the machine the last batches may be gone or torn, and a partition that will not open must be dropped and
 * rebuilt.
 */
export class LanceIndex implements SearchIndex {
  readonly name = 'lancedb';
  readonly #dependencies: LanceIndexDependencies;
  readonly #tables = new Map<CollectionId, Promise<LanceTable | undefined>>();

  constructor(dependencies: LanceIndexDependencies) {
    this.#dependencies = dependencies;
  }

  dense(
    partition: IndexPartition,
    query: IndexQuery & { readonly vector: Float32Array },
  ): Promise<readonly IndexHit[]> {
    return available(async () => (await this.#find(partition))?.dense(query) ?? [], query.signal);
  }

  keyword(
    partition: IndexPartition,
    query: IndexQuery & { readonly tokens: readonly string[] },
  ): Promise<readonly IndexHit[]> {
    return available(async () => (await this.#find(partition))?.keyword(query) ?? [], query.signal);
  }

  apply(partition: IndexPartition, batch: IndexBatch): Promise<void> {
    return available(async () => {
      const table = (await this.#find(partition)) ?? (await this.#create(partition));
      await table.apply(batch);
    });
  }

  appliedSequence(partition: IndexPartition): Promise<number> {
    return available(async () => (await this.#find(partition))?.sequence() ?? 0);
  }

  present(partition: IndexPartition, chunkIds: readonly ChunkId[]): Promise<readonly ChunkId[]> {
    return available(async () => (await this.#find(partition))?.present(chunkIds) ?? []);
  }

  async *chunkIds(partition: IndexPartition): AsyncIterable<ChunkId> {
    try {
      yield* (await this.#find(partition))?.chunkIds() ?? [];
    } catch (error) {
      throw unavailable(error);
    }
  }

  drop(partition: IndexPartition): Promise<void> {
    return available(async () => {
      const table = await this.#tables.get(partition.collectionId)?.catch(() => undefined);
      this.#tables.delete(partition.collectionId);
      await table?.close();
      if (await this.#wasWritten(partition)) {
        await this.#dependencies.connection.dropTable(partition.collectionId);
      }
    });
  }

  maintain(partition: IndexPartition): Promise<void> {
    return available(async () => (await this.#find(partition))?.maintain());
  }

  check(signal?: AbortSignal): Promise<void> {
    return available(async () => {
      await this.#dependencies.connection.tableNames({ limit: 1 });
    }, signal);
  }

  async close(): Promise<void> {
    const tables = await Promise.allSettled(this.#tables.values());
    this.#tables.clear();
    for (const table of tables) if (table.status === 'fulfilled') await table.value?.close();
    this.#dependencies.connection.close();
  }

  /** The partition's table, opened once; undefined where it was never written. */
  async #find(partition: IndexPartition): Promise<LanceTable | undefined> {
    const opening = this.#tables.get(partition.collectionId) ?? this.#keep(partition, this.#open(partition));
    const table = await opening;
    if (table === undefined) this.#forget(partition, opening);
    return table;
  }

  async #open(partition: IndexPartition): Promise<LanceTable | undefined> {
    if (!(await this.#wasWritten(partition))) return undefined;
    const table = await this.#dependencies.connection.openTable(partition.collectionId);
    return LanceTable.over({ ...this.#dependencies, table, partition });
  }

  async #create(partition: IndexPartition): Promise<LanceTable> {
    const created = this.#dependencies.connection
      .createEmptyTable(partition.collectionId, tableSchema(partition))
      .then((table) => LanceTable.over({ ...this.#dependencies, table, partition }));
    void this.#keep(partition, created);
    return created;
  }

  #keep(partition: IndexPartition, opening: Promise<LanceTable | undefined>) {
    this.#tables.set(partition.collectionId, opening);
    opening.catch(() => {
      this.#forget(partition, opening);
    });
    return opening;
  }

  #forget({ collectionId }: IndexPartition, opening: Promise<LanceTable | undefined>): void {
    if (this.#tables.get(collectionId) === opening) this.#tables.delete(collectionId);
  }

  /** A table is there once its first version is; a crash while it was made leaves a folder without one. */
  async #wasWritten({ collectionId }: IndexPartition): Promise<boolean> {
    try {
      const versions = join(this.#dependencies.folder, `${collectionId}.lance`, '_versions');
      return (await readdir(versions)).length > 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }
}

async function available<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  try {
    signal?.throwIfAborted();
    return await untilAborted(work(), signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(error);
  }
}

/** What Lance says names files and rows: it stays in the cause, for the log. */
function unavailable(cause: unknown): UnavailableError {
  return new UnavailableError('index', 'the search index could not be read or written', { cause });
}
