import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

const schema = buildSchema(read('schema.graphql'));

function read(path: string): string {
  return readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
}

function graphqlBlocks(path: string): readonly string[] {
  return [...read(path).matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, block = '']) => block);
}

describe('the examples people paste', () => {
  it.each(['README.md', 'docs/api.md'])('of %s are valid against the schema', (path) => {
    const blocks = graphqlBlocks(path);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(validate(schema, parse(block))).toEqual([]);
  });

  it('of examples/queries.graphql are valid against the schema', () => {
    expect(validate(schema, parse(read('examples/queries.graphql')))).toEqual([]);
  });
});
