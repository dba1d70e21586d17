import { sql } from 'kysely';

import type { Catalog } from '../../../ports/catalog.js';
import type { CollectionCatalog } from '../../../ports/collection-catalog.js';
import type { DeletionLedger } from '../../../ports/deletion-ledger.js';
import type { DocumentCatalog } from '../../../ports/document-catalog.js';
import type { IndexOutbox } from '../../../ports/index-outbox.js';
import type { IngestionQueue } from '../../../ports/ingestion-queue.js';
import type { CatalogDatabase } from './catalog-database.js';
import { SqlCollectionCatalog } from './sql-collection-catalog.js';
import { SqlDeletionLedger } from './sql-deletion-ledger.js';
import { SqlDocumentCatalog } from './sql-document-catalog.js';
import { SqlIndexOutbox } from './sql-index-outbox.js';
import { SqlIngestionQueue } from './sql-ingestion-queue.js';

/** The catalog in a relational database whose schema is up to date. */
export class SqlCatalog implements Catalog {
  readonly collections: CollectionCatalog;
  readonly documents: DocumentCatalog;
  readonly ingestions: IngestionQueue;
  readonly outbox: IndexOutbox;
  readonly deletions: DeletionLedger;
  readonly #database: CatalogDatabase;
  readonly #close: () => Promise<void>;

  constructor(options: {
    readonly database: CatalogDatabase;
    readonly versionsKept: number;
    /** Closes both connections. */
    readonly close: () => Promise<void>;
  }) {
    const { database, versionsKept, close } = options;
    this.collections = new SqlCollectionCatalog(database);
    this.documents = new SqlDocumentCatalog(database);
    this.ingestions = new SqlIngestionQueue({ database, versionsKept });
    this.outbox = new SqlIndexOutbox(database);
    this.deletions = new SqlDeletionLedger(database);
    this.#database = database;
    this.#close = close;
  }

  async check(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { reader, writer } = this.#database;
    await Promise.all(
      [reader, writer].map((connection) => sql`select count(*) from collections`.execute(connection)),
    );
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    await this.#close();
  }
}
