import type { Collection } from '../../src/domain/collection.js';
import type { DocumentFacts } from '../../src/domain/filter.js';
import type { ChunkId, CollectionId, DocumentId } from '../../src/domain/ids.js';
import type { RetrievalOptions } from '../../src/domain/retrieval.js';
import type { Catalog } from '../../src/ports/catalog.js';
import type { JoinedChunk, JoinRequest } from '../../src/ports/document-catalog.js';
import type { Embedder } from '../../src/ports/embedder.js';
import type { IndexHit, IndexQuery, SearchIndex } from '../../src/ports/search-index.js';
import { compileAccess, defaultPrincipal } from '../../src/services/access/compile-access.js';
import { HybridRetriever } from '../../src/services/retrieval/hybrid-retriever.js';
import type { Search } from '../../src/services/retrieval/retriever.js';
import { ManualClock } from './manual-clock.js';
import { RecordingLogger } from './recording-logger.js';

/** `hit('a1', .5)`: chunk a1 of document a. */
export function hit(chunk: string, score: number): IndexHit {
  return { chunkId: chunk as ChunkId, documentId: chunk.charAt(0) as DocumentId, score };
}

export const embeddingModel = { provider: 'test', model: 'test', dimensions: 2, fingerprint: 'test' };

export const collection: Collection = {
  id: 'col_1' as CollectionId,
  tenant: defaultPrincipal.tenant,
  name: 'default',
  description: null,
  metadataSchema: [],
  chunking: { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 },
  embedding: embeddingModel,
  createdAt: new Date(0),
};

export function searchFor(
  query: string,
  options: Partial<RetrievalOptions> = {},
  more: Partial<Search> = {},
): Search {
  return {
    access: compileAccess(defaultPrincipal),
    collection,
    query,
    filter: null,
    within: null,
    options: {
      mode: 'HYBRID',
      topK: 5,
      candidates: 100,
      minScore: 0,
      fusion: { method: 'MAX_SCORE', denseWeight: 0.55, rrfK: 60 },
      ...options,
    },
    cache: 'USE',
    ...more,
  };
}

const facts: DocumentFacts = {
  externalId: 'x',
  title: null,
  uri: null,
  mediaType: 'text/plain',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  metadata: {},
};

/** `a1` stands in document a from 100 on, `a2` from 200 on. */
export function joinedChunk(chunkId: ChunkId, change: Partial<DocumentFacts> = {}): JoinedChunk {
  const text = `text of ${chunkId}`;
  const start = 100 * Number(chunkId.slice(1));
  const span = { start, end: start + text.length };
  const documentId = chunkId.charAt(0) as DocumentId;
  return {
    chunk: { id: chunkId, documentId, ordinal: 0, text, span, headingPath: [], page: null },
    documentVersion: 1,
    title: null,
    facts: { ...facts, ...change },
  };
}

type Leg = readonly IndexHit[] | Error | ((query: IndexQuery) => readonly IndexHit[]);

export interface Script {
  dense: Leg;
  keyword: Leg;
  embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  epoch: () => number;
  join: (request: JoinRequest) => readonly JoinedChunk[];
}

const asked = (leg: Leg, query: IndexQuery): Promise<readonly IndexHit[]> =>
  leg instanceof Error
    ? Promise.reject(leg)
    : Promise.resolve((typeof leg === 'function' ? leg(query) : leg).slice(0, query.limit));

/** A retriever over an index, an embedder and a catalog that say what they are told; change `script` at any time. */
export function retrieving(change: Partial<Script> = {}) {
  const script: Script = {
    dense: [],
    keyword: [],
    embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0))),
    epoch: () => 1,
    join: ({ chunkIds }) => chunkIds.map((id) => joinedChunk(id)),
    ...change,
  };
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const index = {
    dense: (_, query) => asked(script.dense, query),
    keyword: (_, query) => asked(script.keyword, query),
  } satisfies Pick<SearchIndex, 'dense' | 'keyword'> as unknown as SearchIndex;
  const embedder = {
    model: embeddingModel,
    maxBatchSize: 32,
    embed: (texts) => script.embed(texts),
  } satisfies Pick<Embedder, 'model' | 'maxBatchSize' | 'embed'> as unknown as Embedder;
  const catalog = {
    collections: { epoch: () => Promise.resolve(script.epoch()) },
    documents: { join: (_: unknown, request: JoinRequest) => Promise.resolve(script.join(request)) },
  } as unknown as Catalog;
  const analyze = (text: string) => text.split(' ').filter((word) => /\w/.test(word));
  const retriever = new HybridRetriever({ catalog, index, embedder, analyze, clock, logger });
  /** Retrieves, letting the query batcher's window pass. */
  const retrieve = async (search: Search, signal = new AbortController().signal) => {
    const retrieval = retriever.retrieve(search, signal);
    retrieval.catch(() => undefined);
    await clock.advance(10);
    return retrieval;
  };
  return { script, clock, logger, catalog, retriever, retrieve };
}
