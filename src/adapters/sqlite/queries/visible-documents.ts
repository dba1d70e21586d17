import { sql, type RawBuilder, type SqlBool } from 'kysely';

import type { AccessFilter } from '../../../domain/access-filter.js';
import { isAnyOf } from './is-any-of.js';
import type { SqlDialect } from './sql-dialect.js';

/** `isVisible` of the domain, and not deleted, as a condition on `documents as d`. */
export function visibleDocuments(dialect: SqlDialect, access: AccessFilter): RawBuilder<SqlBool> {
  const groups = dialect.jsonStrings(sql.ref('d.access'));
  const isMine = isAnyOf(dialect, sql.ref('g.value'), access.groups);
  return sql`(d.deleted_at is null and d.tenant = ${access.tenant}
    and (d.access = '[]' or exists (select 1 from ${groups} as g where ${isMine})))`;
}
