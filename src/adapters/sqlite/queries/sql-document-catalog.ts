import { sql, type RawBuilder, type SqlBool } from 'kysely';

import type { AccessFilter } from '../../../domain/access-filter.js';
import type { Chunk, Document, DocumentState } from '../../../domain/document.js';
import type { Filter } from '../../../domain/filter.js';
import type { ChunkId, CollectionId, DocumentId } from '../../../domain/ids.js';
import type { Page, PageRequest } from '../../../domain/page.js';
import type { DocumentCatalog, JoinedChunk, JoinRequest } from '../../../ports/document-catalog.js';
import type { DocumentRow } from '../schema/tables.js';
import type { CatalogDatabase, Database } from './catalog-database.js';
import { compileFilter } from './compile-filter.js';
import { countOf, hasRows } from './count-of.js';
import { chunkColumns, factColumns, toChunk, toDocument, toFacts, type ChunkRow } from './document-row.js';
import { inOrder } from './in-order.js';
import { isAnyOf } from './is-any-of.js';
import { decodePosition } from './position.js';
import { readPage, type Listing } from './read-page.js';
import { visibleDocuments } from './visible-documents.js';

type Condition = RawBuilder<SqlBool>;

export class SqlDocumentCatalog implements DocumentCatalog {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  async findByExternalId(
    access: AccessFilter,
    collectionId: CollectionId,
    externalId: string,
  ): Promise<Document | null> {
    const row = await this.#database.reader
      .selectFrom('documents as d')
      .selectAll()
      .where('d.collection_id', '=', collectionId)
      .where('d.external_id', '=', externalId)
      .where(this.#visible(access))
      .executeTakeFirst();
    return row === undefined ? null : toDocument(row);
  }

  async findByIds(access: AccessFilter, ids: readonly DocumentId[]): Promise<readonly (Document | null)[]> {
    const rows = await this.#database.reader
      .selectFrom('documents as d')
      .selectAll()
      .where(isAnyOf(this.#database.dialect, sql.ref('d.id'), ids))
      .where(this.#visible(access))
      .execute();
    return inOrder(ids, rows.map(toDocument), ({ id }) => id);
  }

  async list(
    access: AccessFilter,
    collectionId: CollectionId,
    query: PageRequest & { readonly state: DocumentState | null; readonly where: Filter | null },
  ): Promise<Page<Document>> {
    const { state, where, after } = query;
    const conditions = [this.#visible(access)];
    if (state !== null) conditions.push(sql`d.state = ${state}`);
    if (where !== null) conditions.push(compileFilter(this.#database.dialect, where));
    return this.#database.reader
      .transaction()
      .execute((snapshot) =>
        readPage(query, documentsByAge(snapshot, collectionId, conditions, after), toDocument),
      );
  }

  async idsWhere(
    access: AccessFilter,
    collectionId: CollectionId,
    where: Filter,
  ): Promise<readonly DocumentId[]> {
    const rows = await this.#database.reader
      .selectFrom('documents as d')
      .select('d.id')
      .where('d.collection_id', '=', collectionId)
      .where(this.#visible(access))
      .where(compileFilter(this.#database.dialect, where))
      .execute();
    return rows.map(({ id }) => id as DocumentId);
  }

  async findChunks(access: AccessFilter, ids: readonly ChunkId[]): Promise<readonly (Chunk | null)[]> {
    const rows = await currentChunks(this.#database.reader)
      .select(chunkColumns)
      .where(isAnyOf(this.#database.dialect, sql.ref('vc.chunk_id'), ids))
      .where(this.#visible(access))
      .execute();
    return inOrder(ids, rows.map(toChunk), ({ id }) => id);
  }

  async chunksOf(access: AccessFilter, documentId: DocumentId, page: PageRequest): Promise<Page<Chunk>> {
    return this.#database.reader
      .transaction()
      .execute((snapshot) =>
        readPage(page, chunksByOrdinal(snapshot, documentId, this.#visible(access), page.after), toChunk),
      );
  }

  async text(access: AccessFilter, documentId: DocumentId, version: number | null): Promise<string | null> {
    const row = await this.#database.reader
      .selectFrom('documents as d')
      .innerJoin('document_versions as v', 'v.document_id', 'd.id')
      .innerJoin('document_texts as t', (join) =>
        join.onRef('t.document_id', '=', 'd.id').onRef('t.hash', '=', 'v.text_hash'),
      )
      .select('t.text')
      .where('d.id', '=', documentId)
      .where('v.from_epoch', 'is not', null)
      .where('v.version', '=', version ?? sql.ref<number>('d.current_version'))
      .where(this.#visible(access))
      .executeTakeFirst();
    return row?.text ?? null;
  }

  async join(access: AccessFilter, request: JoinRequest): Promise<readonly JoinedChunk[]> {
    const rows = await versionChunks(this.#database.reader)
      .select([...chunkColumns, ...factColumns, 'v.version'])
      .where(isAnyOf(this.#database.dialect, sql.ref('vc.chunk_id'), request.chunkIds))
      .where(this.#database.dialect.unindexed('d.collection_id'), '=', request.collectionId)
      .where('v.from_epoch', '<=', request.epoch)
      .where((eb) => eb.or([eb('v.to_epoch', 'is', null), eb('v.to_epoch', '>', request.epoch)]))
      .where(this.#visible(access))
      .execute();
    return rows.map((row) => ({
      chunk: toChunk(row),
      documentVersion: row.version,
      title: row.title,
      facts: toFacts(row),
    }));
  }

  #visible(access: AccessFilter): Condition {
    return visibleDocuments(this.#database.dialect, access);
  }
}

/** Chunks as each of the versions that have them places them. */
function versionChunks(database: Database) {
  return database
    .selectFrom('version_chunks as vc')
    .innerJoin('chunks as c', 'c.id', 'vc.chunk_id')
    .innerJoin('documents as d', 'd.id', 'vc.document_id')
    .innerJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'vc.document_id').onRef('v.version', '=', 'vc.version'),
    );
}

function currentChunks(database: Database) {
  return database
    .selectFrom('version_chunks as vc')
    .innerJoin('chunks as c', 'c.id', 'vc.chunk_id')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.id', '=', 'vc.document_id').onRef('d.current_version', '=', 'vc.version'),
    );
}

function documentsByAge(
  database: Database,
  collectionId: CollectionId,
  conditions: readonly Condition[],
  after: string | null,
): Listing<DocumentRow> {
  const key = after === null ? null : decodePosition<[string, string]>(after, ['string', 'string']);
  const all = database
    .selectFrom('documents as d')
    .where('d.collection_id', '=', collectionId)
    .where((eb) => eb.and([...conditions]));
  const position = sql`(d.created_at, d.id)`;
  return {
    count: () => countOf(all),
    hasRowsBefore: async () =>
      key !== null && hasRows(all.where(sql<SqlBool>`${position} <= (${key[0]}, ${key[1]})`)),
    rows: (limit) =>
      (key === null ? all : all.where(sql<SqlBool>`${position} > (${key[0]}, ${key[1]})`))
        .selectAll()
        .orderBy('d.created_at')
        .orderBy('d.id')
        .limit(limit)
        .execute(),
    keyOf: (row) => [row.created_at, row.id],
  };
}

function chunksByOrdinal(
  database: Database,
  documentId: DocumentId,
  visible: Condition,
  after: string | null,
): Listing<ChunkRow> {
  const [ordinal] = after === null ? [null] : decodePosition<[number]>(after, ['number']);
  const all = currentChunks(database).where('d.id', '=', documentId).where(visible);
  return {
    count: () => countOf(all),
    hasRowsBefore: async () => ordinal !== null && hasRows(all.where('vc.ordinal', '<=', ordinal)),
    rows: (limit) =>
      (ordinal === null ? all : all.where('vc.ordinal', '>', ordinal))
        .select(chunkColumns)
        .orderBy('vc.ordinal')
        .limit(limit)
        .execute(),
    keyOf: (row) => [row.ordinal],
  };
}
