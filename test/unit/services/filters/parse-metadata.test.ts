import { describe, expect, it } from '@jest/globals';

import { BadUserInputError } from '../../../../src/domain/errors.js';
import type { MetadataField } from '../../../../src/domain/metadata.js';
import { parseMetadata } from '../../../../src/services/filters/parse-metadata.js';

const fields: MetadataField[] = (
  [
    ['author', 'STRING'],
    ['year', 'NUMBER'],
    ['draft', 'BOOLEAN'],
    ['published', 'DATETIME'],
    ['tags', 'STRING_LIST'],
  ] as const
).map(([name, type]) => ({ name, type, description: null }));

const argument = 'input.documents[3].metadata';

function refusal(value: unknown): BadUserInputError {
  try {
    parseMetadata(value, fields, argument);
  } catch (error) {
    if (error instanceof BadUserInputError) return error;
    throw error;
  }
  throw new Error('the metadata was not refused');
}

describe('parseMetadata', () => {
  it('keeps values of the declared types and normalises instants', () => {
    const value = { author: '', year: -0.5, draft: false, tags: [], published: '2026-01-01T01:00:00+01:00' };
    expect(parseMetadata(value, fields, argument)).toEqual({
      ...value,
      published: '2026-01-01T00:00:00.000Z',
    });
  });

  it('leaves absent fields without a key, however their absence is written', () => {
    expect(parseMetadata(null, fields, argument)).toEqual({});
    expect(parseMetadata(undefined, fields, argument)).toEqual({});
    expect(Object.keys(parseMetadata({ year: null, author: undefined }, fields, argument))).toEqual([]);
  });

  it('names the element and the near misses of an unknown key', () => {
    const error = refusal({ yaer: 2020 });
    expect(error.argument).toBe('input.documents[3].metadata.yaer');
    expect(error.message).toMatch(/did you mean year\?/);
    expect(refusal({ title: 'built in, not metadata' }).argument).toBe(`${argument}.title`);
  });

  it.each([
    [{ author: 1 }, 'author'],
    [{ year: '2020' }, 'year'],
    [{ year: NaN }, 'year'],
    [{ draft: 0 }, 'draft'],
    [{ published: '2026-02-30T00:00:00Z' }, 'published'],
    [{ tags: 'a' }, 'tags'],
    [{ tags: ['a', 1] }, 'tags'],
    [{ author: 'a\0' }, 'author'],
  ])('refuses %j, naming the element', (value, name) => {
    expect(refusal(value).argument).toBe(`${argument}.${name}`);
  });

  it.each([[['a']], ['text'], [1]])('refuses %j for an object', (value) => {
    expect(refusal(value).argument).toBe(argument);
  });

  it('takes keys that name parts of every object for what they are: unknown', () => {
    expect(refusal(JSON.parse('{"__proto__": {"year": 1}}')).argument).toBe(`${argument}.__proto__`);
    expect(refusal({ toString: 'x' }).argument).toBe(`${argument}.toString`);
  });
});
