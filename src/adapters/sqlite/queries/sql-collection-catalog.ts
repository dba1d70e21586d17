import { sql } from 'kysely';

import type { AccessFilter } from '../../../domain/access-filter.js';
import type { Collection } from '../../../domain/collection.js';
import { ConflictError } from '../../../domain/errors.js';
import type { CollectionId, TenantId } from '../../../domain/ids.js';
import type { Page, PageRequest } from '../../../domain/page.js';
import type { CollectionCatalog, CollectionCounts } from '../../../ports/collection-catalog.js';
import type { CollectionRow } from '../schema/tables.js';
import type { CatalogDatabase, Database } from './catalog-database.js';
import { fromCollection, toCollection } from './collection-row.js';
import { countOf, hasRows } from './count-of.js';
import { inOrder } from './in-order.js';
import { isAnyOf } from './is-any-of.js';
import { decodePosition } from './position.js';
import { readPage, type Listing } from './read-page.js';
import { visibleDocuments } from './visible-documents.js';

export class SqlCollectionCatalog implements CollectionCatalog {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  async create(collection: Collection): Promise<void> {
    if (!(await insertUnlessNamed(this.#database.writer, collection)))
      throw new ConflictError(`there is a collection ${JSON.stringify(collection.name)} already`);
  }

  async ensure(collection: Collection): Promise<Collection> {
    return this.#database.writer.transaction().execute(async (transaction) => {
      await insertUnlessNamed(transaction, collection);
      const row = await named(transaction, collection.tenant, collection.name).executeTakeFirstOrThrow();
      return toCollection(row);
    });
  }

  async findByName(access: AccessFilter, name: string): Promise<Collection | null> {
    const row = await named(this.#database.reader, access.tenant, name).executeTakeFirst();
    return row === undefined ? null : toCollection(row);
  }

  async findByIds(
    access: AccessFilter,
    ids: readonly CollectionId[],
  ): Promise<readonly (Collection | null)[]> {
    const { reader, dialect } = this.#database;
    const rows = await reader
      .selectFrom('collections')
      .selectAll()
      .where(isAnyOf(dialect, sql.ref('id'), ids))
      .where('tenant', '=', access.tenant)
      .where('deleted_at', 'is', null)
      .execute();
    return inOrder(ids, rows.map(toCollection), ({ id }) => id);
  }

  async list(access: AccessFilter, page: PageRequest): Promise<Page<Collection>> {
    return this.#database.reader
      .transaction()
      .execute((snapshot) =>
        readPage(page, collectionsByName(snapshot, access.tenant, page.after), toCollection),
      );
  }

  async names(access: AccessFilter): Promise<readonly string[]> {
    const rows = await this.#database.reader
      .selectFrom('collections')
      .select('name')
      .where('tenant', '=', access.tenant)
      .where('deleted_at', 'is', null)
      .orderBy('name')
      .execute();
    return rows.map(({ name }) => name);
  }

  async counts(access: AccessFilter, ids: readonly CollectionId[]): Promise<readonly CollectionCounts[]> {
    const { reader, dialect } = this.#database;
    const rows = await reader
      .selectFrom('documents as d')
      .select(({ fn }) => [
        'd.collection_id as id',
        fn.countAll<number>().as('documents'),
        fn.sum<number>('d.chunk_count').as('chunks'),
      ])
      .where(isAnyOf(dialect, sql.ref('d.collection_id'), ids))
      .where(visibleDocuments(dialect, access))
      .groupBy('d.collection_id')
      .execute();
    const found = inOrder<string, (typeof rows)[number]>(ids, rows, ({ id }) => id);
    return found.map((row) => ({ documents: row?.documents ?? 0, chunks: row?.chunks ?? 0 }));
  }

  async epoch(id: CollectionId): Promise<number> {
    const row = await this.#database.reader
      .selectFrom('collections')
      .select('epoch')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.epoch ?? 0;
  }

  async all(): Promise<readonly Collection[]> {
    const rows = await this.#database.reader
      .selectFrom('collections')
      .selectAll()
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows.map(toCollection);
  }

  async find(tenant: TenantId, id: CollectionId): Promise<Collection | null> {
    const row = await this.#database.reader
      .selectFrom('collections')
      .selectAll()
      .where('id', '=', id)
      .where('tenant', '=', tenant)
      .executeTakeFirst();
    return row === undefined ? null : toCollection(row);
  }
}

/** Whether it was inserted: false where the tenant has one of that name. */
async function insertUnlessNamed(database: Database, collection: Collection): Promise<boolean> {
  const result = await database
    .insertInto('collections')
    .values(fromCollection(collection))
    .onConflict((conflict) => conflict.columns(['tenant', 'name']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows !== 0n;
}

function named(database: Database, tenant: TenantId, name: string) {
  return database
    .selectFrom('collections')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .where('deleted_at', 'is', null);
}

function collectionsByName(
  database: Database,
  tenant: TenantId,
  after: string | null,
): Listing<CollectionRow> {
  const [name] = after === null ? [null] : decodePosition<[string]>(after, ['string']);
  const all = database.selectFrom('collections').where('tenant', '=', tenant).where('deleted_at', 'is', null);
  return {
    count: () => countOf(all),
    hasRowsBefore: async () => name !== null && (await hasRows(all.where('name', '<=', name))),
    rows: (limit) =>
      (name === null ? all : all.where('name', '>', name)).selectAll().orderBy('name').limit(limit).execute(),
    keyOf: (row) => [row.name],
  };
}
