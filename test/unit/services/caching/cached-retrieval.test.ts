import { describe, expect, it } from '@jest/globals';

import { MemoryCache } from '../../../../src/adapters/memory/memory-cache.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import type { DocumentId } from '../../../../src/domain/ids.js';
import type { Cache } from '../../../../src/ports/cache.js';
import { compileAccess, defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { CachedRetrieval } from '../../../../src/services/caching/cached-retrieval.js';
import { retrievalCachePrefix } from '../../../../src/services/caching/retrieval-cache-key.js';
import type { Search } from '../../../../src/services/retrieval/retriever.js';
import { collection, hit, retrieving, searchFor, type Script } from '../../../support/retrieving.js';

const { signal } = new AbortController();
const ttlSeconds = 60;

function caching(change: Partial<Script> & { cache?: Cache } = {}) {
  let searches = 0;
  const parts = retrieving({
    dense: () => {
      searches++;
      return [hit('a1', 0.5)];
    },
    ...change,
  });
  const { clock } = parts;
  const cache = change.cache ?? new MemoryCache({ clock, maxEntries: 100, maxBytes: 1e6 });
  const cached = new CachedRetrieval({ ...parts, cache, ttlSeconds });
  const retrieve = async (search: Search) => {
    const retrieval = cached.retrieve(search, signal);
    retrieval.catch(() => undefined);
    await clock.advance(10);
    return retrieval;
  };
  return { ...parts, cache, cached, retrieve, searches: () => searches };
}

const search = searchFor('word', { mode: 'DENSE' });

describe('CachedRetrieval', () => {
  it('finds again what it found before, without searching', async () => {
    const { retrieve, searches } = caching();
    const first = await retrieve(search);
    const second = await retrieve(search);
    expect([first.cache, second.cache]).toEqual(['MISS', 'HIT']);
    expect(second.passages).toEqual(first.passages);
    expect(second.trace.timings.map(({ step }) => step)).toEqual(['cache']);
    expect(searches()).toBe(1);
  });

  it('forgets when its time is over', async () => {
    const { retrieve, clock } = caching();
    await retrieve(search);
    await clock.advance(ttlSeconds * 1000);
    expect((await retrieve(search)).cache).toBe('MISS');
  });

  const { fusion } = search.options;
  const others: readonly (readonly [string, Search])[] = [
    ['another query', { ...search, query: 'words' }],
    ['other groups', { ...search, access: compileAccess({ ...defaultPrincipal, groups: ['board'] }) }],
    ['another number', { ...search, options: { ...search.options, topK: 6 } }],
    ['another least score', { ...search, options: { ...search.options, minScore: 0.2 } }],
    [
      'another weight',
      { ...search, options: { ...search.options, fusion: { ...fusion, denseWeight: 0.5 } } },
    ],
    ['a filter', { ...search, filter: { kind: 'all', filters: [] } }],
    ['chosen documents', { ...search, within: ['a' as DocumentId] }],
  ];
  it.each(others)('does not take a search with %s for the same', async (_, other) => {
    const { retrieve } = caching();
    await retrieve(search);
    expect((await retrieve(other)).cache).toBe('MISS');
  });

  it('does not find what it found before the collection changed', async () => {
    let epoch = 1;
    const { retrieve } = caching({ epoch: () => epoch });
    await retrieve(search);
    epoch = 2;
    expect((await retrieve(search)).cache).toBe('MISS');
    expect((await retrieve(search)).cache).toBe('HIT');
  });

  it('leaves no entry behind that a deletion meanwhile could not have dropped', async () => {
    let epoch = 1;
    const { retrieve, cache, script } = caching({ epoch: () => epoch });
    const { join } = script;
    script.join = (request) => {
      epoch = 2;
      return join(request);
    };
    await retrieve(search);
    expect(await cache.dropPrefix(retrievalCachePrefix(collection.id))).toBe(0);
  });

  it('REFRESH searches anew and remembers, BYPASS does neither', async () => {
    const { retrieve, searches } = caching();
    expect((await retrieve({ ...search, cache: 'BYPASS' })).cache).toBe('BYPASSED');
    expect((await retrieve(search)).cache).toBe('MISS');
    expect((await retrieve({ ...search, cache: 'REFRESH' })).cache).toBe('MISS');
    expect(searches()).toBe(3);
    expect((await retrieve(search)).cache).toBe('HIT');
  });

  it('makes equal searches at the same moment once', async () => {
    const { cached, clock, searches } = caching();
    const both = [cached.retrieve(search, signal), cached.retrieve(search, signal)];
    await clock.advance(10);
    expect((await Promise.all(both)).map(({ cache }) => cache)).toEqual(['MISS', 'MISS']);
    expect(searches()).toBe(1);
  });

  it('does not let a caller who leaves take the search from the others', async () => {
    const { cached, clock } = caching();
    const controller = new AbortController();
    const left = cached.retrieve(search, controller.signal);
    left.catch(() => undefined);
    const stayed = cached.retrieve(search, signal);
    await clock.advance(1);
    controller.abort(new Error('left'));
    await clock.advance(10);
    await expect(left).rejects.toThrow('left');
    expect((await stayed).passages).toHaveLength(1);
  });

  it('does not remember a degraded result', async () => {
    const { retrieve, script } = caching({ keyword: new UnavailableError('index', 'down') });
    const hybrid = searchFor('word');
    expect((await retrieve(hybrid)).trace.degraded).toHaveLength(1);
    script.keyword = [];
    const healthy = await retrieve(hybrid);
    expect(healthy.cache).toBe('MISS');
    expect(healthy.trace.degraded).toEqual([]);
  });

  it('does without a cache that fails, and says so', async () => {
    const broken = () => Promise.reject(new Error('down'));
    const { retrieve, logger } = caching({
      cache: { get: broken, set: broken, dropPrefix: broken, check: broken },
    });
    const { passages, trace, cache } = await retrieve(search);
    expect(passages).toHaveLength(1);
    expect(cache).toBe('MISS');
    expect(trace.degraded).toEqual([{ step: 'cache', reason: 'the cache could not be read' }]);
    expect(logger.messages('warn')).toHaveLength(2);
  });
});
