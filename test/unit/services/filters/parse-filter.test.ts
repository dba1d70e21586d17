import { describe, expect, it } from '@jest/globals';

import { InvalidFilterError } from '../../../../src/domain/errors.js';
import { matchesFilter } from '../../../../src/domain/filter.js';
import type { MetadataField } from '../../../../src/domain/metadata.js';
import { parseFilter } from '../../../../src/services/filters/parse-filter.js';

const field = (name: string, type: MetadataField['type']): MetadataField => ({
  name,
  type,
  description: null,
});
const fields = [
  field('author', 'STRING'),
  field('year', 'NUMBER'),
  field('draft', 'BOOLEAN'),
  field('published', 'DATETIME'),
  field('tags', 'STRING_LIST'),
];

const test = (name: string, is: object): object => ({ field: { name, is } });

function refusal(input: object): InvalidFilterError {
  try {
    parseFilter(input, fields);
  } catch (error) {
    if (error instanceof InvalidFilterError) return error;
    throw error;
  }
  throw new Error('the filter was not refused');
}

function nested(depth: number): object {
  return depth === 1 ? test('year', { eq: 1 }) : { not: nested(depth - 1) };
}

describe('parseFilter', () => {
  it('parses a tree, with types and built-in fields told', () => {
    const tree = {
      all: [test('year', { gte: 2020 }), { not: { any: [test('title', { in: ['a', 'b'] })] } }],
    };
    expect(parseFilter(tree, fields)).toEqual({
      kind: 'all',
      filters: [
        {
          kind: 'field',
          name: 'year',
          type: 'NUMBER',
          builtIn: false,
          condition: { operator: 'gte', value: 2020 },
        },
        {
          kind: 'not',
          filter: {
            kind: 'any',
            filters: [
              {
                kind: 'field',
                name: 'title',
                type: 'STRING',
                builtIn: true,
                condition: { operator: 'in', values: ['a', 'b'] },
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['author', { lt: 'b' }],
    ['author', { exists: false }],
    ['year', { ne: 1.5 }],
    ['year', { in: [1, 2] }],
    ['year', { in: [] }],
    ['draft', { eq: false }],
    ['tags', { contains: 'x' }],
    ['tags', { exists: true }],
    ['mediaType', { eq: 'text/plain' }],
  ])('takes a test of %s such as %j', (name, is) => {
    expect(parseFilter(test(name, is), fields)).toMatchObject({ kind: 'field', name });
  });

  it('compares instants whatever their offset and precision', () => {
    const filter = parseFilter(test('createdAt', { gt: '2026-01-31T23:30:00-01:00' }), fields);
    const facts = { externalId: 'a', title: null, uri: null, mediaType: 'text/plain', metadata: {} };
    const at = (createdAt: string): boolean =>
      matchesFilter(filter, { ...facts, createdAt, updatedAt: createdAt });
    expect(at('2026-02-01T00:30:00.000Z')).toBe(false);
    expect(at('2026-02-01T00:30:00.001Z')).toBe(true);
  });

  it('sees past keys that GraphQL fills in as undefined or null', () => {
    const input = { all: undefined, any: null, field: { name: 'year', is: { eq: 1, ne: undefined } } };
    expect(parseFilter(input, fields)).toMatchObject({ condition: { operator: 'eq', value: 1 } });
  });

  it('names the near misses of an unknown field, declared and built in', () => {
    expect(refusal(test('yaer', { eq: 1 })).nearMisses).toEqual(['year']);
    expect(refusal(test('media_type', { eq: 'x' })).nearMisses).toEqual(['mediaType']);
    expect(refusal(test('constructor', { eq: 'x' })).message).toContain('"constructor"');
  });

  it.each([
    ['year', { eq: '2020' }, ['year', 'NUMBER', 'the string "2020"']],
    ['year', { gt: NaN }, ['year', 'NUMBER', 'NaN']],
    ['year', { lt: Infinity }, ['year', 'NUMBER', 'Infinity']],
    ['year', { in: [1, true] }, ['year', 'NUMBER', 'the boolean true']],
    ['year', { in: 1 }, ['year', 'a list', 'the number 1']],
    ['author', { eq: 1 }, ['author', 'STRING', 'the number 1']],
    ['author', { eq: ['a'] }, ['author', 'STRING', 'a list']],
    ['author', { eq: 'a\0b' }, ['author', 'NUL']],
    ['author', { eq: '\ud800' }, ['author', 'surrogates']],
    ['draft', { eq: 'true' }, ['draft', 'BOOLEAN', 'the string "true"']],
    ['published', { eq: 'yesterday' }, ['published', 'DATETIME', 'RFC 3339', 'the string "yesterday"']],
    ['published', { eq: '2026-02-30T00:00:00Z' }, ['published', 'RFC 3339']],
    ['published', { eq: 0 }, ['published', 'DATETIME', 'the number 0']],
    ['tags', { contains: 1 }, ['tags', 'STRING_LIST', 'the number 1']],
    ['tags', { exists: 'yes' }, ['tags', 'true or false', 'the string "yes"']],
    ['author', { eq: { $gt: '' } }, ['author', 'type object']],
  ])('refuses %s %j and says what it takes and what came', (name, is, told) => {
    const { message } = refusal(test(name, is));
    for (const part of told) expect(message).toContain(part);
  });

  it.each([
    ['author', { contains: 'a' }],
    ['tags', { eq: ['a'] }],
    ['tags', { ne: 'a' }],
    ['tags', { in: ['a'] }],
    ['tags', { gt: 'a' }],
    ['draft', { gt: false }],
    ['draft', { lte: true }],
    ['year', { like: '2%' }],
    ['year', { toString: 1 }],
  ])('refuses %s %j: the type has no such operator', (name, is) => {
    expect(refusal(test(name, is)).message).toMatch(/which has no/);
  });

  it.each([
    ['nothing', {}],
    ['two kinds at once', { all: [], any: [] }],
    ['an unknown kind', { none: [] }],
    ['no list', { all: test('year', { eq: 1 }) }],
    ['a string for a filter', { not: 'year' }],
    ['null in a list', { any: [null] }],
    ['a field without a name', { field: { is: { eq: 1 } } }],
    ['a field that is a string', { field: 'year' }],
    ['no condition', { field: { name: 'year' } }],
    ['two conditions in one', test('year', { gt: 1, lt: 2 })],
  ])('refuses %s', (_what, input) => {
    expect(refusal(input)).toBeInstanceOf(InvalidFilterError);
  });

  it('takes trees 8 deep, and no deeper', () => {
    expect(parseFilter(nested(8), fields).kind).toBe('not');
    expect(refusal(nested(9)).message).toMatch(/8/);
    expect(refusal(nested(1000)).message).toMatch(/8/);
  });

  it('takes 64 conditions over the whole tree, and no more, a group of nothing being one', () => {
    const conditions = (count: number): object => ({
      all: [
        { any: Array.from({ length: count - 2 }, () => test('year', { eq: 1 })) },
        nested(2),
        { all: [] },
      ],
    });
    expect(parseFilter(conditions(64), fields).kind).toBe('all');
    expect(refusal(conditions(65)).message).toMatch(/64/);
  });

  it('takes 1000 values for in, and no more', () => {
    const values = (count: number): object =>
      test('year', { in: Array.from({ length: count }, (_, i) => i) });
    expect(parseFilter(values(1000), fields)).toMatchObject({ condition: { operator: 'in' } });
    expect(refusal(values(1001)).message).toMatch(/1001/);
  });
});
