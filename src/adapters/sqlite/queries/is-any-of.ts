import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

import type { SqlDialect } from './sql-dialect.js';

/** `column in (…)` with one parameter, however many values there are. */
export function isAnyOf(
  dialect: SqlDialect,
  column: Expression<unknown>,
  values: readonly string[],
): RawBuilder<SqlBool> {
  return sql`${column} in (select value from ${dialect.jsonStrings(sql.val(JSON.stringify(values)))})`;
}
