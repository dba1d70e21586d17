import { sql, type RawBuilder, type SqlBool } from 'kysely';

import type { ChunkId, CollectionId, DocumentId, TenantId } from '../../../domain/ids.js';
import type { IndexableChunk, IndexOutbox, OutboxEntry } from '../../../ports/index-outbox.js';
import type { CatalogDatabase, Database } from './catalog-database.js';
import { factColumns, toFacts } from './document-row.js';
import { isAnyOf } from './is-any-of.js';
import { decodeVector } from './vector-bytes.js';

export class SqlIndexOutbox implements IndexOutbox {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  async read(collectionId: CollectionId, sequence: number, limit: number): Promise<readonly OutboxEntry[]> {
    const rows = await this.#database.reader
      .selectFrom('index_outbox')
      .select(['sequence', 'chunk_ids'])
      .where('collection_id', '=', collectionId)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      sequence: row.sequence,
      collectionId,
      chunkIds: JSON.parse(row.chunk_ids) as ChunkId[],
    }));
  }

  async describe(
    collectionId: CollectionId,
    chunkIds: readonly ChunkId[],
  ): Promise<readonly IndexableChunk[]> {
    const chosen = isAnyOf(this.#database.dialect, sql.ref('vc.chunk_id'), chunkIds);
    return describeChunks(this.#database, collectionId, chosen);
  }

  async scan(
    collectionId: CollectionId,
    after: ChunkId | null,
    limit: number,
  ): Promise<readonly IndexableChunk[]> {
    const page = nextChunkIds(this.#database.reader, collectionId, after ?? '', limit);
    return describeChunks(this.#database, collectionId, sql`vc.chunk_id in ${page}`);
  }

  async head(collectionId: CollectionId): Promise<number> {
    return (await this.#positions(collectionId))?.outbox_head ?? 0;
  }

  async prunedThrough(collectionId: CollectionId): Promise<number> {
    return (await this.#positions(collectionId))?.outbox_pruned ?? 0;
  }

  async prune(collectionId: CollectionId, sequence: number): Promise<void> {
    await this.#database.writer.transaction().execute(async (transaction) => {
      const pruned = await transaction
        .deleteFrom('index_outbox')
        .where('collection_id', '=', collectionId)
        .where('sequence', '<=', sequence)
        .returning('sequence')
        .execute();
      if (pruned.length === 0) return;
      await transaction
        .updateTable('collections')
        .set({ outbox_pruned: pruned.reduce((last, entry) => Math.max(last, entry.sequence), 0) })
        .where('id', '=', collectionId)
        .execute();
    });
  }

  #positions(collectionId: CollectionId) {
    return this.#database.reader
      .selectFrom('collections')
      .select(['outbox_head', 'outbox_pruned'])
      .where('id', '=', collectionId)
      .executeTakeFirst();
  }
}

/** What puts a version's chunks into the index; expects `documents as d` and `document_versions as v`. */
const belongsInIndex: RawBuilder<SqlBool> = sql`(d.deleted_at is null and (v.version = d.current_version
  or (v.from_epoch is null and v.announced_sequence is not null)))`;

async function describeChunks(
  { reader, dialect }: CatalogDatabase,
  collectionId: CollectionId,
  chosen: RawBuilder<SqlBool>,
): Promise<readonly IndexableChunk[]> {
  const rows = await reader
    .selectFrom('version_chunks as vc')
    .innerJoin('chunks as c', 'c.id', 'vc.chunk_id')
    .innerJoin('documents as d', 'd.id', 'vc.document_id')
    .innerJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'vc.document_id').onRef('v.version', '=', 'vc.version'),
    )
    .innerJoin('collections as k', 'k.id', 'd.collection_id')
    .innerJoin('vectors as x', (join) =>
      join
        .onRef('x.tenant', '=', 'd.tenant')
        .onRef('x.model', '=', 'k.model')
        .onRef('x.embedded_hash', '=', 'c.embedded_hash'),
    )
    .select(['vc.chunk_id', 'vc.document_id', 'd.tenant', 'v.access', 'c.embedded_text', 'x.vector'])
    .select(factColumns)
    .where(chosen)
    .where(dialect.unindexed('d.collection_id'), '=', collectionId)
    .where(belongsInIndex)
    .orderBy('vc.chunk_id')
    .orderBy('v.version')
    .execute();
  return rows.filter(isFirstOfItsChunk).map((row) => ({
    chunkId: row.chunk_id as ChunkId,
    documentId: row.document_id as DocumentId,
    tenant: row.tenant as TenantId,
    access: JSON.parse(row.access) as string[],
    facts: toFacts(row),
    embeddedText: row.embedded_text,
    vector: decodeVector(row.vector),
  }));
}

/** A chunk of the current version and of a staged one is described as the current one has it. */
function isFirstOfItsChunk(
  row: { readonly chunk_id: string },
  at: number,
  rows: readonly { readonly chunk_id: string }[],
): boolean {
  return rows[at - 1]?.chunk_id !== row.chunk_id;
}

function nextChunkIds(database: Database, collectionId: CollectionId, after: string, limit: number) {
  return database
    .selectFrom('chunks as n')
    .select('n.id')
    .where('n.collection_id', '=', collectionId)
    .where('n.id', '>', after)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('version_chunks as vc')
          .innerJoin('documents as d', 'd.id', 'vc.document_id')
          .innerJoin('document_versions as v', (join) =>
            join.onRef('v.document_id', '=', 'vc.document_id').onRef('v.version', '=', 'vc.version'),
          )
          .select('vc.chunk_id')
          .whereRef('vc.chunk_id', '=', 'n.id')
          .where(belongsInIndex),
      ),
    )
    .orderBy('n.id')
    .limit(limit);
}
