import { sql } from 'kysely';

import type { SqlDialect } from './queries/sql-dialect.js';

export const sqliteSqlDialect: SqlDialect = {
  bytes: 'blob',
  jsonStrings: (json) => sql`json_each(${json})`,
  utf16Key: (text) => sql`utf16_key(${text})`,
  unindexed: (column) => sql`+${sql.ref(column)}`,
  // Removed rows are overwritten in the file, but the write-ahead log still has them as they were.
  scrub: async (database) => {
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
  },
  withSequence: (table, column) =>
    table.addColumn(column, 'integer', (definition) => definition.primaryKey().autoIncrement()),
};
