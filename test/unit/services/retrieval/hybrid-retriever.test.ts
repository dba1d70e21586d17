import { describe, expect, it } from '@jest/globals';

import { ProviderError, UnavailableError } from '../../../../src/domain/errors.js';
import type { ChunkId, DocumentId } from '../../../../src/domain/ids.js';
import type { IndexQuery } from '../../../../src/ports/search-index.js';
import { collection, hit, joinedChunk, retrieving, searchFor } from '../../../support/retrieving.js';

const dense = [hit('a1', 0.8), hit('b1', 0.6), hit('c1', 0.4)];
const keyword = [hit('c1', 10), hit('b1', 5)];
const outage = new UnavailableError('index', 'down');
const chunksOf = ({ passages }: { readonly passages: readonly { readonly chunkId: ChunkId }[] }) =>
  passages.map(({ chunkId }) => chunkId);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => hit(`${index}`.padStart(4, '0'), 1 - index / 5000));

describe('HybridRetriever', () => {
  it('ranks by the fused score and tells what each leg said', async () => {
    const { retrieve } = retrieving({ dense, keyword });
    const { passages, trace } = await retrieve(searchFor('two words'));
    expect(passages.map(({ chunkId, rank, scores }) => ({ chunkId, rank, ...scores }))).toMatchObject([
      { chunkId: 'c1', rank: 1, dense: 0.4, denseRank: 3, keyword: 10, keywordRank: 1 },
      { chunkId: 'b1', rank: 2, dense: 0.6, denseRank: 2, keyword: 5, keywordRank: 2 },
      { chunkId: 'a1', rank: 3, dense: 0.8, denseRank: 1, keyword: null, keywordRank: null },
    ]);
    expect(passages[0]?.scores.fused).toBeCloseTo(0.725);
    expect(passages[0]?.text).toBe('text of c1');
    expect(trace).toMatchObject({
      queries: ['two words'],
      legs: [
        { kind: 'DENSE', query: 'two words', hits: 3 },
        { kind: 'KEYWORD', query: 'two words', hits: 2 },
      ],
      calibrated: false,
      degraded: [],
    });
    expect(trace.timings.map(({ step }) => step).sort()).toEqual([
      'dense',
      'embedding',
      'fusion',
      'join',
      'keyword',
    ]);
  });

  it('gives scores that never rise along the ranks and stay within 0 and 1', async () => {
    const { retrieve } = retrieving({ dense, keyword });
    const { passages } = await retrieve(searchFor('two words'));
    const scores = passages.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  it('drops passages under the least score and counts them', async () => {
    const { retrieve } = retrieving({ dense });
    const { passages, trace } = await retrieve(searchFor('two words', { minScore: 0.5, mode: 'DENSE' }));
    expect(passages.map(({ score }) => score)).toEqual([0.8, 0.6]);
    expect(trace.droppedBelowMinScore).toBe(1);
  });

  it('asks only the leg of its mode, and has nothing fused then', async () => {
    const { retrieve } = retrieving({ dense, keyword: new Error('not asked') });
    const result = await retrieve(searchFor('two words', { mode: 'DENSE' }));
    expect(chunksOf(result)).toEqual(['a1', 'b1', 'c1']);
    expect(result.passages[0]?.scores.fused).toBeNull();
    const other = retrieving({ dense: new Error('not asked'), keyword });
    const keywords = await other.retrieve(searchFor('two words', { mode: 'KEYWORD' }));
    expect(chunksOf(keywords)).toEqual(['c1', 'b1']);
    expect(keywords.trace.legs.map(({ kind }) => kind)).toEqual(['KEYWORD']);
  });

  it('passes rights, filter, documents and the number of candidates on to the index', async () => {
    const queries: IndexQuery[] = [];
    const { retrieve } = retrieving({
      dense: (query) => {
        queries.push(query);
        return [];
      },
    });
    const filter = { kind: 'all', filters: [] } as const;
    const within = ['a' as DocumentId];
    const search = searchFor('word', { candidates: 17 }, { filter, within });
    await retrieve(search);
    expect(queries).toMatchObject([{ access: search.access, filter, within, limit: 17 }]);
  });
});

describe('HybridRetriever: what fails', () => {
  const down = new ProviderError('embedder', 'down', true);

  it('does with keywords where the embedder is down, and says so', async () => {
    const { retrieve, logger } = retrieving({ dense, keyword, embed: () => Promise.reject(down) });
    const result = await retrieve(searchFor('two words'));
    expect(chunksOf(result)).toEqual(['c1', 'b1']);
    expect(result.trace.degraded).toEqual([{ step: 'embedding', reason: 'embedder: down' }]);
    expect(logger.messages('warn')).toEqual(['leg failed']);
  });

  it('does with either leg where the other fails, and does not tell strangers about bugs', async () => {
    const noKeyword = await retrieving({ dense, keyword: new TypeError('/home/me') }).retrieve(
      searchFor('two words'),
    );
    expect(chunksOf(noKeyword)).toEqual(['a1', 'b1', 'c1']);
    expect(noKeyword.trace.degraded).toEqual([{ step: 'keyword', reason: 'an internal error' }]);
    const noDense = await retrieving({ dense: outage, keyword }).retrieve(searchFor('two words'));
    expect(chunksOf(noDense)).toEqual(['c1', 'b1']);
    expect(noDense.trace.degraded).toEqual([{ step: 'dense', reason: outage.message }]);
  });

  it('is unavailable where neither leg answers, never empty', async () => {
    const both = retrieving({ dense: outage, keyword: outage });
    await expect(both.retrieve(searchFor('two words'))).rejects.toBe(outage);
    const bugs = retrieving({ dense: new TypeError('x'), keyword: new TypeError('y') });
    await expect(bugs.retrieve(searchFor('two words'))).rejects.toBeInstanceOf(UnavailableError);
  });

  it("rejects with the only leg's own error", async () => {
    const { retrieve } = retrieving({ dense, embed: () => Promise.reject(down) });
    await expect(retrieve(searchFor('two words', { mode: 'DENSE' }))).rejects.toBe(down);
  });

  it('does not take "no words to look for" for an answer where the other leg failed', async () => {
    const { retrieve } = retrieving({ dense: outage });
    await expect(retrieve(searchFor('?!'))).rejects.toBe(outage);
    expect(chunksOf(await retrieving({ dense }).retrieve(searchFor('?!')))).toEqual(['a1', 'b1', 'c1']);
    expect(chunksOf(await retrieving({ dense }).retrieve(searchFor('?!', { mode: 'KEYWORD' })))).toEqual([]);
  });

  it('rejects with the error of the catalog: nothing is shown that it does not vouch for', async () => {
    const error = new UnavailableError('catalog', 'down');
    const { retrieve } = retrieving({
      dense,
      join: () => {
        throw error;
      },
    });
    await expect(retrieve(searchFor('two words'))).rejects.toBe(error);
  });

  it('does not compare vectors of different models', async () => {
    const { retrieve } = retrieving({ dense, keyword });
    const foreign = {
      ...collection,
      embedding: { ...collection.embedding, model: 'older', fingerprint: 'older' },
    };
    const { trace } = await retrieve(searchFor('two words', {}, { collection: foreign }));
    expect(trace.degraded).toMatchObject([{ step: 'embedding', reason: expect.stringContaining('older') }]);
  });

  it('rejects with the reason of its signal, whatever it waits for', async () => {
    const { retriever } = retrieving({ embed: () => new Promise(() => {}) });
    const controller = new AbortController();
    const retrieval = retriever.retrieve(searchFor('two words'), controller.signal);
    const reason = new Error('left');
    controller.abort(reason);
    await expect(retrieval).rejects.toBe(reason);
  });
});

describe('HybridRetriever: the gate', () => {
  it('shows nothing that the catalog does not know, and goes on to the next hits', async () => {
    const { retrieve } = retrieving({
      dense: many(100),
      join: ({ chunkIds }) => chunkIds.filter((id) => Number(id) >= 30).map((id) => joinedChunk(id)),
    });
    const result = await retrieve(searchFor('words', { topK: 5, mode: 'DENSE' }));
    expect(chunksOf(result)).toEqual(['0030', '0031', '0032', '0033', '0034']);
  });

  it('checks filter and documents again on what the catalog says', async () => {
    const { retrieve } = retrieving({
      dense: [hit('a1', 0.9), hit('b1', 0.8), hit('c1', 0.7)],
      join: ({ chunkIds }) =>
        chunkIds.map((id) => joinedChunk(id, { mediaType: id === 'b1' ? 'text/html' : 'text/plain' })),
    });
    const filter = {
      kind: 'field',
      name: 'mediaType',
      type: 'STRING',
      builtIn: true,
      condition: { operator: 'eq', value: 'text/plain' },
    } as const;
    expect(chunksOf(await retrieve(searchFor('words', {}, { filter })))).toEqual(['a1', 'c1']);
    const within = ['b' as DocumentId];
    expect(chunksOf(await retrieve(searchFor('words', {}, { within })))).toEqual(['b1']);
  });

  it('asks the legs again with doubled candidates where the gate leaves too few, a bounded number of times', async () => {
    const limits: number[] = [];
    const { retrieve, script } = retrieving({
      dense: (query) => {
        limits.push(query.limit);
        return many(1000);
      },
      join: ({ chunkIds }) => chunkIds.filter((id) => Number(id) >= 38).map((id) => joinedChunk(id)),
    });
    const options = { topK: 5, candidates: 10, mode: 'DENSE' } as const;
    expect(chunksOf(await retrieve(searchFor('words', options)))).toEqual(['0038', '0039']);
    expect(limits).toEqual([10, 20, 40]);
    script.join = () => [];
    limits.length = 0;
    expect(chunksOf(await retrieve(searchFor('words', options)))).toEqual([]);
    expect(limits).toEqual([10, 20, 40]);
  });

  it('shows a stretch of a document once, by its best chunk, and goes on to the next hits', async () => {
    const parentOf = (id: ChunkId) => ({ start: 100 * Math.floor(Number(id) / 3), end: 99_999 });
    const { retrieve } = retrieving({
      dense: many(100),
      join: ({ chunkIds }) =>
        chunkIds.map((id) => {
          const joined = joinedChunk(id);
          return { ...joined, chunk: { ...joined.chunk, span: parentOf(id) } };
        }),
    });
    const result = await retrieve(searchFor('words', { topK: 8, mode: 'DENSE' }));
    expect(chunksOf(result)).toEqual(['0000', '0003', '0006', '0009', '0012', '0015', '0018', '0021']);
    expect(result.passages.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const few = await retrieve(searchFor('words', { topK: 8, candidates: 10, mode: 'DENSE' }));
    expect(chunksOf(few)).toEqual(chunksOf(result));
  });

  it('shows equal stretches of two documents, or of two versions, both', async () => {
    const { retrieve } = retrieving({
      dense: [hit('a1', 0.9), hit('b1', 0.8), hit('a2', 0.7)],
      join: ({ chunkIds }) =>
        chunkIds.map((id) => {
          const joined = joinedChunk(id);
          const chunk = { ...joined.chunk, span: { start: 0, end: 9 } };
          return { ...joined, chunk, documentVersion: id === 'a2' ? 2 : 1 };
        }),
    });
    expect(chunksOf(await retrieve(searchFor('words', { mode: 'DENSE' })))).toEqual(['a1', 'b1', 'a2']);
  });

  it('does not ask again where there is nothing more to find', async () => {
    let asked = 0;
    const { retrieve } = retrieving({
      dense: () => {
        asked++;
        return [hit('a1', 0.9), hit('b1', 0.8)];
      },
      join: ({ chunkIds }) => chunkIds.slice(1).map((id) => joinedChunk(id)),
    });
    expect(chunksOf(await retrieve(searchFor('words', { mode: 'DENSE' })))).toEqual(['b1']);
    expect(asked).toBe(1);
  });

  it('begins again as of the new epoch where the collection changed under it', async () => {
    let epoch = 1;
    const { retrieve } = retrieving({
      dense: () => {
        epoch = 2;
        return [hit('a2', 0.9)];
      },
      epoch: () => epoch,
      join: (request) => (request.epoch === 2 ? [joinedChunk('a2' as ChunkId)] : []),
    });
    const result = await retrieve(searchFor('words', { mode: 'DENSE' }));
    expect(chunksOf(result)).toEqual(['a2']);
    expect(result.epoch).toBe(2);
  });

  it('does not begin again for ever', async () => {
    let epoch = 0;
    const { retrieve } = retrieving({ dense, epoch: () => ++epoch, join: () => [] });
    expect(chunksOf(await retrieve(searchFor('words', { mode: 'DENSE' })))).toEqual([]);
    expect(epoch).toBeLessThan(10);
  });
});
