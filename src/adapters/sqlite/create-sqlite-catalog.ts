import { Kysely } from 'kysely';

import type { Catalog } from '../../ports/catalog.js';
import type { OpenOptions } from './connection/messages.js';
import { SqliteThreadDialect } from './connection/sqlite-thread-dialect.js';
import { SqliteThread } from './connection/sqlite-thread.js';
import { SqlCatalog } from './queries/sql-catalog.js';
import { migrate } from './schema/migrate.js';
import { migrations } from './schema/migrations.js';
import type { Tables } from './schema/tables.js';
import { sqliteSqlDialect as dialect } from './sqlite-sql-dialect.js';

export interface SqliteCatalogOptions {
  /** Path of the database file; created where there is none. */
  readonly file: string;
  /** How many versions of a document keep their text, the current one included; 1 or more. */
  readonly versionsKept?: number;
  /** How long to wait for a lock that another process holds. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens the catalog in a SQLite file, brought up to date. Rejects with UnavailableError where the file
 * cannot be opened, with CatalogTooNewError where a newer program has written it.
 */
export async function createSqliteCatalog({
  file,
  versionsKept = 10,
  busyTimeoutMs = 5000,
}: SqliteCatalogOptions): Promise<Catalog> {
  const threads: SqliteThread[] = [];
  const connect = async (mode: OpenOptions['mode']): Promise<Kysely<Tables>> => {
    const thread = await SqliteThread.open({ file, mode, busyTimeoutMs });
    threads.unshift(thread);
    return new Kysely<Tables>({ dialect: new SqliteThreadDialect({ thread, mode }) });
  };
  // The reader first: the last connection to close folds the write-ahead log into the file.
  const close = async (): Promise<void> => {
    for (const thread of threads) await thread.close();
  };
  try {
    const writer = await connect('write');
    await migrate(writer, { migrations, dialect });
    const reader = await connect('read');
    return new SqlCatalog({ database: { reader, writer, dialect }, versionsKept, close });
  } catch (error) {
    await close();
    throw error;
  }
}
