import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { InvalidFilterError, NotFoundError } from '../../../src/domain/errors.js';
import type { DocumentId } from '../../../src/domain/ids.js';
import type { Principal } from '../../../src/domain/principal.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import type { SearchRequest } from '../../../src/services/retrieval/search-request.js';
import { createSearchStack, never, requestFor, textDocument, type SearchStack } from './search-stack.js';

const sky = 'The sky is blue because air scatters short waves.\n\nAt dusk the sky turns red. 🌇';
const grass = 'Grass is green because of chlorophyll.\n\nIn a dry summer it turns yellow.';

describe('search over a catalog and an index', () => {
  let stack: SearchStack;
  beforeEach(async () => {
    stack = await createSearchStack();
  });
  afterEach(() => stack.remove());

  const search = (
    query: string,
    change: Partial<SearchRequest> = {},
    principal: Principal = defaultPrincipal,
  ) => stack.retrieval.search(principal, requestFor(query, change), never);

  const found = async (...request: Parameters<typeof search>) => {
    const { passages } = await search(...request);
    const documents = await stack.documents.findByIds(
      request[2] ?? defaultPrincipal,
      passages.map(({ documentId }) => documentId),
    );
    return documents.map((document) => document?.externalId);
  };

  const idOf = async (externalId: string): Promise<DocumentId> => {
    const by = { externalId: { collection: 'default', externalId } };
    const [id] = await stack.documents.resolve(defaultPrincipal, [by]);
    if (id === undefined) throw new Error(`${externalId} is missing`);
    return id;
  };

  it('finds what was ingested, best first, with the very words of the document', async () => {
    await stack.ingest(textDocument('sky', sky), textDocument('grass', grass));
    const { passages, trace } = await search('why is grass green');
    expect((await found('why is grass green'))[0]).toBe('grass');
    for (const { documentId, documentVersion, span, text } of passages) {
      const whole = await stack.documents.text(defaultPrincipal, documentId, documentVersion);
      expect(whole?.slice(span.start, span.end)).toBe(text);
    }
    expect(trace.legs.map(({ kind, hits }) => [kind, hits > 0])).toEqual([
      ['DENSE', true],
      ['KEYWORD', true],
    ]);
  });

  it('gives the same ids, order and scores for the same query', async () => {
    await stack.ingest(
      ...Array.from({ length: 30 }, (_, n) => textDocument(`d${n}`, `${sky} ${n % 7}\n\n${grass}`)),
    );
    const first = await search('blue sky', { topK: 50, cache: 'BYPASS' });
    const second = await search('blue sky', { topK: 50, cache: 'BYPASS' });
    expect(second.passages).toEqual(first.passages);
    expect(new Set(first.passages.map(({ chunkId }) => chunkId)).size).toBe(first.passages.length);
  });

  it('shows nothing of a deleted document once the deletion resolves, however far the index is', async () => {
    await stack.ingest(textDocument('sky', sky), textDocument('grass', grass));
    await search('blue sky');
    await stack.projector.stop();
    await stack.deletion.delete(defaultPrincipal, { documents: [await idOf('sky')] });
    expect(await found('blue sky')).not.toContain('sky');
    expect(await found('blue sky', { cache: 'BYPASS' })).toContain('grass');
  });

  it('shows the new version whole once it is searchable, and nothing of the old one', async () => {
    await stack.ingest(textDocument('sky', sky));
    await stack.ingest(textDocument('sky', 'The sky is grey today.\n\nIt rains.'));
    const { passages } = await search('sky blue dusk red grey rain');
    expect(passages.length).toBeGreaterThan(0);
    expect(passages.every(({ documentVersion }) => documentVersion === 2)).toBe(true);
    expect(passages.map(({ text }) => text).join(' ')).not.toContain('blue');
  });

  it('shows a document only to the groups that may see it, from the cache too', async () => {
    await stack.ingest(textDocument('secret', 'The merger is called Falcon.', { access: ['board'] }));
    const member = { ...defaultPrincipal, groups: ['board'] };
    for (const cache of ['USE', 'USE', 'BYPASS'] as const) {
      expect(await found('merger Falcon', { cache }, member)).toEqual(['secret']);
      expect(await found('merger Falcon', { cache })).toEqual([]);
    }
  });

  it('looks only in the documents asked for, and nowhere where there is none of them', async () => {
    await stack.ingest(textDocument('sky', sky), textDocument('grass', grass));
    const by = (externalId: string) => ({ externalId: { collection: 'default', externalId } });
    expect(new Set(await found('turns', { within: [by('grass')] }))).toEqual(new Set(['grass']));
    expect(await found('turns', { within: [by('no such document')] })).toEqual([]);
    expect(await found('turns', { within: [] })).toEqual([]);
  });

  it('filters, and refuses a filter on a field there is not', async () => {
    await stack.ingest(
      textDocument('sky', sky, { title: 'Sky' }),
      textDocument('grass', grass, { title: 'Grass' }),
    );
    const where = (name: string) => ({ field: { name, is: { eq: 'Grass' } } });
    expect(new Set(await found('turns', { where: where('title') }))).toEqual(new Set(['grass']));
    await expect(search('turns', { where: where('titel') })).rejects.toMatchObject({ nearMisses: ['title'] });
    await expect(search('turns', { where: where('titel') })).rejects.toBeInstanceOf(InvalidFilterError);
  });

  it('answers from the cache until the collection changes', async () => {
    await stack.ingest(textDocument('sky', sky));
    expect((await search('sky')).cache).toBe('MISS');
    expect((await search('sky')).cache).toBe('HIT');
    await stack.ingest(textDocument('grass', grass));
    expect((await search('sky')).cache).toBe('MISS');
  });

  it('tells a collection there is not, with the near misses', async () => {
    await stack.collections.require(defaultPrincipal, 'default');
    await expect(search('sky', { collection: 'defualt' })).rejects.toBeInstanceOf(NotFoundError);
    await expect(search('sky', { collection: 'defualt' })).rejects.toMatchObject({ nearMisses: ['default'] });
  });
});
