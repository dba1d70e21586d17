import type { Kysely } from 'kysely';

import type { Tables } from '../schema/tables.js';
import type { SqlDialect } from './sql-dialect.js';

export type Database = Kysely<Tables>;

/** The catalog's two connections: reads on the one never wait for a transaction on the other. */
export interface CatalogDatabase {
  /** Sees everything that was committed before a statement began. */
  readonly reader: Database;
  readonly writer: Database;
  readonly dialect: SqlDialect;
}
