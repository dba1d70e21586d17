import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';

import { refusalOverGet } from '../../../src/server/refusal-over-get.js';

function refusal(query: string, operationName?: string): string | undefined {
  return refusalOverGet(parse(query), operationName)?.message;
}

describe('refusalOverGet', () => {
  it.each([
    '{ answer(input: {}) { runId } }',
    '{ health { status } x: answer(input: {}) { runId } }',
    '{ ... { answer(input: {}) { runId } } }',
    '{ ...F } fragment F on Query { ...G } fragment G on Query { answer(input: {}) { runId } }',
  ])('refuses %s', (query) => {
    expect(refusal(query)).toBe('the query answer is not available over GET; use POST');
  });

  it('refuses mutations', () => {
    expect(refusal('mutation { cancelAnswer(runId: 1) }')).toBe(
      'mutations are not available over GET; use POST',
    );
  });

  it.each(['{ answer: health { status } }', '{ search(input: {}) { answer } }', 'subscription { a }'])(
    'lets %s through',
    (query) => {
      expect(refusal(query)).toBeUndefined();
    },
  );

  it('looks at the operation that is asked for', () => {
    const query = 'query A { health { status } } query B { answer(input: {}) { runId } }';
    expect(refusal(query, 'A')).toBeUndefined();
    expect(refusal(query, 'B')).toContain('answer');
  });

  it('ends on fragments that double at every level', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`,
    );
    const query = `{ ...F0 } ${doubling.join(' ')} fragment F60 on Query { answer(input: {}) { runId } }`;
    expect(refusal(query)).toContain('answer');
  });
});
