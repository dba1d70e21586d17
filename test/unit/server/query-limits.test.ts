import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';

import { limitAliases, limitDepth } from '../../../src/server/query-limits.js';

const schema = buildSchema('type Query { self: Query name: String }');

function depthErrors(query: string, maxDepth: number): readonly string[] {
  return validate(schema, parse(query), [limitDepth(maxDepth)]).map(({ message }) => message);
}

describe('limitDepth', () => {
  it('lets a query through that is exactly as deep as allowed', () => {
    expect(depthErrors('{ self { self { name } } }', 3)).toEqual([]);
  });

  it('reports one that is a field deeper, as too complex', () => {
    const [error] = validate(schema, parse('{ self { self { name } } }'), [limitDepth(2)]);
    expect(error?.message).toBe('the query is more than 2 fields deep');
    expect(error?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
  });

  it('counts through fragments, inline and named', () => {
    const query = '{ self { ... { ...F } } } fragment F on Query { self { name } }';
    expect(depthErrors(query, 3)).toEqual([]);
    expect(depthErrors(query, 2)).toHaveLength(1);
  });

  it('does not count introspection', () => {
    expect(depthErrors(getIntrospectionQuery(), 2)).toEqual([]);
  });

  it('ends on fragments that spread each other, and on ones that double at every level', () => {
    expect(depthErrors('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', 3)).toEqual([]);
    const doubling = Array.from(
      { length: 60 },
      (_, level) =>
        `fragment F${level} on Query { a: self { ...F${level + 1} } b: self { ...F${level + 1} } }`,
    );
    const query = `{ ...F0 } ${doubling.join(' ')} fragment F60 on Query { name }`;
    expect(depthErrors(query, 1000)).toEqual([]);
    expect(depthErrors(query, 60)).toHaveLength(1);
  });
});

describe('limitAliases', () => {
  const errors = (query: string) => validate(schema, parse(query), [limitAliases(2)]);

  it('lets as many aliases through as allowed', () => {
    expect(errors('{ a: name b: name name }')).toEqual([]);
  });

  it('reports one more, wherever it stands, as too complex', () => {
    const [error] = errors('{ a: name ...F } fragment F on Query { b: name self { c: name } }');
    expect(error?.message).toBe('the query has 3 aliases; at most 2 are allowed');
    expect(error?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
  });
});
