import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

import type { FieldFilter, Filter, ScalarOperand } from '../../../domain/filter.js';
import type { BuiltInField, MetadataType } from '../../../domain/metadata.js';
import { isAnyOf } from './is-any-of.js';
import { numberKey } from './number-key.js';
import type { SqlDialect } from './sql-dialect.js';

type Sql = RawBuilder<SqlBool>;
/** A test of a field's value, given as SQL; where it is NULL the test counts as false. */
type Test = (value: Expression<unknown>) => Sql;

/**
 * `matchesFilter` of the domain as a condition on `documents as d`. Every leaf is true or false, never
 * NULL: else `not` would lose the documents that lack a field.
 */
export function compileFilter(dialect: SqlDialect, filter: Filter): Sql {
  switch (filter.kind) {
    case 'all':
      return joined(dialect, filter.filters, sql` and `, sql`1 = 1`);
    case 'any':
      return joined(dialect, filter.filters, sql` or `, sql`1 = 0`);
    case 'not':
      return not(compileFilter(dialect, filter.filter));
    case 'field':
      return compileField(dialect, filter);
  }
}

function joined(dialect: SqlDialect, filters: readonly Filter[], operator: Sql, ofNone: Sql): Sql {
  if (filters.length === 0) return sql`(${ofNone})`;
  return sql`(${sql.join(
    filters.map((filter) => compileFilter(dialect, filter)),
    operator,
  )})`;
}

function compileField(dialect: SqlDialect, field: FieldFilter): Sql {
  const { condition } = field;
  switch (condition.operator) {
    case 'exists': {
      const exists = whereField(field, () => sql`1 = 1`);
      return condition.value ? exists : not(exists);
    }
    case 'contains':
      return containsElement(field, condition.value);
    case 'in':
      return whereField(field, (value) => isOneOf(dialect, value, condition.values));
    case 'eq':
      return whereField(field, equals(condition.value));
    case 'ne':
      return not(whereField(field, equals(condition.value)));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return whereField(field, orders(dialect, condition.operator, condition.value));
  }
}

/** True where the document has the field and its value passes `test`. */
function whereField(field: FieldFilter, test: Test): Sql {
  if (field.builtIn) {
    const column = builtInColumn(field.name as BuiltInField);
    return sql`(${column} is not null and ${test(column)})`;
  }
  return sql`exists (${metadataNamed(field.name)} and ${test(sql.ref(valueColumns[field.type]))})`;
}

function containsElement(field: FieldFilter, element: string): Sql {
  if (field.builtIn) return sql`(1 = 0)`;
  return sql`exists (${metadataNamed(field.name)} and m.element = ${element})`;
}

function metadataNamed(name: string): RawBuilder<unknown> {
  return sql`select 1 from document_metadata as m where m.document_id = d.id and m.name = ${name}`;
}

function builtInColumn(name: BuiltInField): Expression<unknown> {
  return sql.ref(builtInColumns[name]);
}

const builtInColumns: Readonly<Record<BuiltInField, string>> = {
  externalId: 'd.external_id',
  title: 'd.title',
  uri: 'd.uri',
  mediaType: 'd.media_type',
  createdAt: 'd.created_at',
  updatedAt: 'd.updated_at',
};

const valueColumns: Readonly<Record<MetadataType, string>> = {
  STRING: 'm.text_value',
  DATETIME: 'm.text_value',
  STRING_LIST: 'm.text_value',
  NUMBER: 'm.number_key',
  BOOLEAN: 'm.number_key',
};

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` };

function equals(operand: ScalarOperand): Test {
  return (value) => sql`${value} = ${parameter(operand)}`;
}

/** One parameter, however many operands there are. */
function isOneOf(dialect: SqlDialect, value: Expression<unknown>, operands: readonly ScalarOperand[]): Sql {
  const texts = operands.filter((operand) => typeof operand === 'string');
  if (texts.length === operands.length) return isAnyOf(dialect, value, texts);
  const keys = dialect.jsonStrings(sql.val(JSON.stringify(operands.map((key) => String(parameter(key))))));
  return sql`${value} in (select cast(value as bigint) from ${keys})`;
}

function orders(dialect: SqlDialect, operator: keyof typeof signs, operand: ScalarOperand): Test {
  if (typeof operand === 'string' && hasHighCodeUnit(operand)) {
    return (value) =>
      sql`${dialect.utf16Key(value)} ${signs[operator]} ${dialect.utf16Key(sql.val(operand))}`;
  }
  return (value) => sql`${value} ${signs[operator]} ${parameter(operand)}`;
}

/**
 * Whether the order by UTF-16 code units could differ from the database's own, which is by code points:
 * only where a surrogate (D800–DFFF) meets a code unit above, and so never against an operand below both.
 */
function hasHighCodeUnit(text: string): boolean {
  return /[\ud800-\uffff]/.test(text);
}

function parameter(operand: ScalarOperand): string | bigint {
  return typeof operand === 'string' ? operand : numberKey(operand);
}

function not(condition: Sql): Sql {
  return sql`(not ${condition})`;
}
