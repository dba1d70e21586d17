import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { createSearchStack, never, requestFor, textDocument, type SearchStack } from './search-stack.js';

const birds = [
  'heron',
  'kingfisher',
  'bittern',
  'dipper',
  'wagtail',
  'sandpiper',
  'grebe',
  'coot',
  'moorhen',
];
const text = birds.map((bird) => `The ${bird} lives near water and feeds on what it finds there.`).join(' ');

describe('search of a collection chunked by PARENT_CHILD', () => {
  let stack: SearchStack;
  beforeEach(async () => {
    stack = await createSearchStack();
    await stack.collections.create(defaultPrincipal, {
      name: 'default',
      metadataSchema: [],
      chunking: { strategy: 'PARENT_CHILD', maxTokens: 48, overlapTokens: 0 },
    });
  });
  afterEach(() => stack.remove());

  const passagesFor = async (query: string) => {
    const { passages } = await stack.retrieval.search(
      defaultPrincipal,
      requestFor(query, { topK: 50 }),
      never,
    );
    return passages;
  };

  it('shows each passage once, however many parts of it match', async () => {
    await stack.ingest(textDocument('birds', text));
    const passages = await passagesFor('which bird lives near water');
    const [documentId] = passages.map((passage) => passage.documentId);
    if (documentId === undefined) throw new Error('nothing was found');
    const chunks = await stack.documents.chunksOf(defaultPrincipal, documentId, { first: 100, after: null });
    expect(chunks.totalCount).toBeGreaterThan(passages.length);
    expect(new Set(passages.map(({ span }) => span.start)).size).toBe(passages.length);
    const inOrder = [...passages].sort((a, b) => a.span.start - b.span.start);
    expect(inOrder.map((passage) => passage.text).join(' ')).toBe(text);
  });

  it('shows the passage as it is now when a part that did not match was edited', async () => {
    await stack.ingest(textDocument('birds', text));
    const [before] = await passagesFor('heron');
    await stack.ingest(textDocument('birds', text.replace('The bittern lives', 'The bittern now hides')));
    const [after] = await passagesFor('heron');
    expect(before?.text).toContain('The bittern lives');
    expect(after?.text).toContain('The bittern now hides');
    expect(after?.text).toContain('heron');
  });
});
