import { describe, expect, it } from '@jest/globals';

import { columnName } from '../../../../src/adapters/lancedb/columns.js';
import { filterToSql } from '../../../../src/adapters/lancedb/filter-to-sql.js';
import type { Condition, Filter } from '../../../../src/domain/filter.js';

function field(name: string, condition: Condition): Filter {
  return { kind: 'field', name, type: 'STRING', builtIn: false, condition };
}

describe('filterToSql', () => {
  it('asks of every column whether it has a value before it compares', () => {
    expect(filterToSql(field('a', { operator: 'eq', value: 'x' }))).toBe(
      "(meta_a IS NOT NULL AND meta_a = 'x')",
    );
    expect(filterToSql(field('a', { operator: 'ne', value: 1 }))).toBe('(meta_a IS NULL OR meta_a <> 1e+0)');
    expect(filterToSql(field('a', { operator: 'exists', value: false }))).toBe('(meta_a IS NULL)');
  });

  it('keeps values inside their quotes', () => {
    expect(filterToSql(field('a', { operator: 'contains', value: "') OR (1=1) --" }))).toBe(
      "(meta_a IS NOT NULL AND array_has(meta_a, ''') OR (1=1) --'))",
    );
  });

  it('makes all of nothing true, any and in of nothing false', () => {
    expect(filterToSql({ kind: 'all', filters: [] })).toBe('TRUE');
    expect(filterToSql({ kind: 'not', filter: { kind: 'any', filters: [] } })).toBe('(NOT FALSE)');
    expect(filterToSql(field('a', { operator: 'in', values: [] }))).toBe('FALSE');
  });
});

describe('columnName', () => {
  it('gives every field a name of its own, in lower-case letters, digits and underscores', () => {
    const names = [
      'priceUSD',
      'priceusd',
      'price_usd',
      'price_5f_usd',
      'price.usd',
      'größe',
      '',
      'select',
      '\u{10000}',
    ];
    const columns = names.flatMap((name) => [true, false].map((builtIn) => columnName({ name, builtIn })));
    expect(new Set(columns).size).toBe(2 * names.length);
    for (const column of columns) expect(column).toMatch(/^(?:fact|meta)_[a-z0-9_]*$/);
  });
});
