import type { AccessFilter } from '../../domain/access-filter.js';
import type { Condition, Filter } from '../../domain/filter.js';
import type { IndexQuery } from '../../ports/search-index.js';
import { columnName } from './columns.js';
import { sqlList, sqlLiteral } from './sql-literal.js';

const comparisons = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The rows a query may see, as a condition that is never NULL: Lance applies it before the limit. */
export function queryToSql({ access, within, filter }: IndexQuery): string {
  const conditions = [accessToSql(access)];
  if (within !== null) conditions.push(within.length === 0 ? 'FALSE' : `document_id IN (${sqlList(within)})`);
  if (filter !== null) conditions.push(filterToSql(filter));
  return conditions.join(' AND ');
}

/**
 * The filter with SQL's third truth value kept out: each test of a column first asks whether there is a
 * value, so that plain NOT, AND and OR mean what `matchesFilter` means.
 */
export function filterToSql(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return joined(filter.filters, 'AND', 'TRUE');
    case 'any':
      return joined(filter.filters, 'OR', 'FALSE');
    case 'not':
      return `(NOT ${filterToSql(filter.filter)})`;
    case 'field':
      return conditionToSql(columnName(filter), filter.condition);
  }
}

function accessToSql({ tenant, groups }: AccessFilter): string {
  const shared = groups.length === 0 ? '' : ` OR array_has_any(access, make_array(${sqlList(groups)}))`;
  return `tenant = ${sqlLiteral(tenant)} AND (access IS NULL${shared})`;
}

function joined(filters: readonly Filter[], operator: 'AND' | 'OR', ofNothing: string): string {
  return filters.length === 0 ? ofNothing : `(${filters.map(filterToSql).join(` ${operator} `)})`;
}

function conditionToSql(column: string, condition: Condition): string {
  switch (condition.operator) {
    case 'exists':
      return `(${column} IS ${condition.value ? 'NOT NULL' : 'NULL'})`;
    case 'ne':
      return `(${column} IS NULL OR ${column} <> ${sqlLiteral(condition.value)})`;
    case 'in':
      if (condition.values.length === 0) return 'FALSE';
      return `(${column} IS NOT NULL AND ${column} IN (${sqlList(condition.values)}))`;
    case 'contains':
      return `(${column} IS NOT NULL AND array_has(${column}, ${sqlLiteral(condition.value)}))`;
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `(${column} IS NOT NULL AND ${column} ${comparisons[condition.operator]} ${sqlLiteral(condition.value)})`;
  }
}
