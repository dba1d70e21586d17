import { MatchQuery } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';
import type { Table as ArrowTable } from 'apache-arrow';

import type { ChunkId, DocumentId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { IndexBatch, IndexHit, IndexPartition, IndexQuery } from '../../ports/search-index.js';
import { encodeRows } from './encode-rows.js';
import { queryToSql } from './filter-to-sql.js';
import { createKeywordIndex, hasKeywordIndex, unindexedRows } from './keyword-index.js';
import { ensureLargeTableIndexes } from './large-table-indexes.js';
import { Mutex } from './mutex.js';
import { rankedHits } from './ranked-hits.js';
import { sqlList, sqlLiteral } from './sql-literal.js';
import { sequenceRowId } from './table-schema.js';

/** Every commit leaves files behind that each query opens: after so many they are merged. */
const maxCommits = 50;
/** Share of the rows that may have changed since the keyword index last took them in. */
const maxChangedShare = 0.05;
/** Older versions of the table are removed: no query runs longer, and every merge leaves a copy of the rows. */
const versionLifetimeMs = 60_000;
const minProbes = 40;
const manyProbes = 1_000_000;
const idsPerLookup = 1000;
const idsPerPage = 5_000;

export interface LanceTableDependencies {
  readonly table: Table;
  readonly partition: IndexPartition;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Rows from which approximate vector search takes over. */
  readonly approximateFrom: number;
}

/**
 * One partition's table. Writes and housekeeping go through one mutex: Lance refuses or, worse, duplicates
 * rows where two of them meet.
 *
 * A batch is at most two commits: the deletes, then the upserts together with the sequence, which is a row of
 * the same table. So the sequence is never there without its batch; a crash in between leaves the deletes done
 * and the old sequence, and the batch, applied again, does the rest.
 */
export class LanceTable {
  readonly #table: Table;
  readonly #partition: IndexPartition;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #approximateFrom: number;
  readonly #writes = new Mutex();
  #hasKeywordIndex = false;
  #commits = 0;
  /** Rows written or deleted since the table was last optimised. */
  #changed = 0;

  private constructor(dependencies: LanceTableDependencies) {
    this.#table = dependencies.table;
    this.#partition = dependencies.partition;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
    this.#approximateFrom = dependencies.approximateFrom;
  }

  static async over(dependencies: LanceTableDependencies): Promise<LanceTable> {
    const table = new LanceTable(dependencies);
    table.#hasKeywordIndex = await hasKeywordIndex(table.#table);
    table.#changed = await unindexedRows(table.#table);
    return table;
  }

  async dense({
    vector,
    ...query
  }: IndexQuery & { readonly vector: Float32Array }): Promise<readonly IndexHit[]> {
    const visible = queryToSql(query);
    return rankedHits(query.limit, async (limit) => {
      const search = this.#table.vectorSearch(vector).column('vector').distanceType('cosine').where(visible);
      // Few documents are compared one by one; a filter that leaves few makes the search probe on for more.
      const scope = query.within === null ? search : search.bypassVectorIndex();
      const found = await scope
        .maximumNprobes(manyProbes)
        .minimumNprobes(minProbes)
        .refineFactor(limit <= 50 ? 10 : 5)
        .select(['chunk_id', 'document_id', '_distance'])
        .limit(limit)
        .toArrow();
      return hitsOf(found, (row) => 1 - row('_distance'));
    });
  }

  async keyword({
    tokens,
    ...query
  }: IndexQuery & { readonly tokens: readonly string[] }): Promise<readonly IndexHit[]> {
    if (tokens.length === 0 || !(await this.#isKeywordSearchable())) return [];
    const match = new MatchQuery(tokens.join(' '), 'tokens');
    const visible = queryToSql(query);
    return rankedHits(query.limit, async (limit) => {
      const search = this.#table.query().fullTextSearch(match).where(visible);
      const found = await search.select(['chunk_id', 'document_id', '_score']).limit(limit).toArrow();
      return hitsOf(found, (row) => row('_score'));
    });
  }

  async apply(batch: IndexBatch): Promise<void> {
    await this.#writes.run(() => this.#commit(batch));
    if (await this.#isWorn()) this.#optimizeSoon();
  }

  async sequence(): Promise<number> {
    const found = await this.#table
      .query()
      .where(`chunk_id = '${sequenceRowId}'`)
      .select(['sequence'])
      .toArrow();
    return found.numRows === 0 ? 0 : Number(found.getChild('sequence')?.get(0));
  }

  async present(chunkIds: readonly ChunkId[]): Promise<readonly ChunkId[]> {
    const found: ChunkId[] = [];
    for (let start = 0; start < chunkIds.length; start += idsPerLookup) {
      const some = chunkIds.slice(start, start + idsPerLookup);
      const query = this.#table
        .query()
        .where(`chunk_id IN (${sqlList(some)})`)
        .select(['chunk_id']);
      found.push(...idsOf<ChunkId>(await query.toArrow(), 'chunk_id'));
    }
    return found;
  }

  /** By pages, each a query of its own: one that outlived its version would lose its files. */
  async *chunkIds(): AsyncIterable<ChunkId> {
    let page: readonly ChunkId[];
    let last: ChunkId | undefined;
    do {
      const query = this.#table.query().where(`chunk_id > ${sqlLiteral(last ?? sequenceRowId)}`);
      const ordered = query.orderBy({ columnName: 'chunk_id' }).select(['chunk_id']).limit(idsPerPage);
      page = idsOf<ChunkId>(await ordered.toArrow(), 'chunk_id');
      yield* page;
      last = page.at(-1);
    } while (page.length === idsPerPage);
  }

  maintain(): Promise<void> {
    return this.#writes.run(async () => {
      await this.#optimize();
      await ensureLargeTableIndexes(this.#table, {
        dimensions: this.#partition.dimensions,
        fromRows: this.#approximateFrom,
      });
    });
  }

  /** Resolves when what was being written is written; the table must not be used afterwards. */
  close(): Promise<void> {
    return this.#writes.run(() => {
      this.#table.close();
      return Promise.resolve();
    });
  }

  async #commit({ upserts, deletes, sequence }: IndexBatch): Promise<void> {
    const entries = new Map(upserts.map((entry) => [entry.chunkId, entry]));
    const rows = encodeRows(this.#partition, [...entries.values()], sequence);
    const gone = deletes.filter((id) => !entries.has(id));
    if (gone.length > 0) await this.#table.delete(`chunk_id IN (${sqlList(gone)})`);
    await this.#table.mergeInsert('chunk_id').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(rows);
    this.#commits += 1;
    this.#changed += entries.size + gone.length;
    await this.#ensureKeywordIndex();
  }

  async #isKeywordSearchable(): Promise<boolean> {
    if (!this.#hasKeywordIndex) await this.#writes.run(() => this.#ensureKeywordIndex());
    return this.#hasKeywordIndex;
  }

  async #ensureKeywordIndex(): Promise<void> {
    if (this.#hasKeywordIndex || (await this.#table.countRows('tokens IS NOT NULL')) === 0) return;
    await createKeywordIndex(this.#table);
    this.#hasKeywordIndex = true;
    this.#changed = 0;
  }

  async #isWorn(): Promise<boolean> {
    if (this.#commits >= maxCommits) return true;
    return this.#changed > maxChangedShare * (await this.#table.countRows());
  }

  /** Before the next write; the batch that made it due does not wait for it. */
  #optimizeSoon(): void {
    this.#writes
      .run(() => this.#optimize())
      .catch((error: unknown) => {
        this.#logger.warn({ error, table: this.#table.name }, 'optimising failed, to be tried again');
      });
  }

  /** Optimising can fail on the keyword index (lance#8310): it is made anew, and searches go on meanwhile. */
  async #optimize(): Promise<void> {
    const cleanupOlderThan = new Date(this.#clock.now().getTime() - versionLifetimeMs);
    try {
      await this.#table.optimize({ cleanupOlderThan });
    } catch (error) {
      this.#logger.warn(
        { error, table: this.#table.name },
        'optimising failed, making the keyword index anew',
      );
      if (this.#hasKeywordIndex) await createKeywordIndex(this.#table);
    }
    this.#commits = 0;
    this.#changed = 0;
  }
}

function hitsOf(found: ArrowTable, score: (row: (column: string) => number) => number): IndexHit[] {
  const chunkIds = idsOf<ChunkId>(found, 'chunk_id');
  const documentIds = idsOf<DocumentId>(found, 'document_id');
  return documentIds.map((documentId, index) => ({
    chunkId: chunkIds[index] as ChunkId,
    documentId,
    score: score((column) => Number(found.getChild(column)?.get(index))),
  }));
}

function idsOf<Id extends string>(found: ArrowTable, column: string): Id[] {
  return [...(found.getChild(column) ?? [])].map((id) => id as Id);
}
