import type { Kysely } from 'kysely';

import type { SqlDialect } from '../queries/sql-dialect.js';

/** One step of the catalog's schema; never edited once released, only followed by another. */
export interface Migration {
  /** From 1, without gaps. */
  readonly version: number;
  readonly name: string;
  /** Runs inside a transaction, which also notes the version. */
  up(database: Kysely<unknown>, dialect: SqlDialect): Promise<void>;
}
