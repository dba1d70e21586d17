import { sql, type SelectQueryBuilder } from 'kysely';

/** A query that filters rows and selects nothing yet. */
interface Rows {
  select: SelectQueryBuilder<object, never, object>['select'];
}

/** How many rows it has. */
export async function countOf(rows: Rows): Promise<number> {
  const { count } = await rows.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow();
  return count;
}

/** Whether it has any. */
export async function hasRows(rows: Rows): Promise<boolean> {
  const row = await rows
    .select(sql`1`.as('one'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
