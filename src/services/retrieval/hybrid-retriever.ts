import { UnavailableError } from '../../domain/errors.js';
import type { LegKind, Passage, RetrievalLeg } from '../../domain/retrieval.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder } from '../../ports/embedder.js';
import type { Logger } from '../../ports/logger.js';
import type { SearchIndex } from '../../ports/search-index.js';
import { untilAborted } from '../../ports/until-aborted.js';
import { CatalogGate, type Admission, type AdmittedHit } from './catalog-gate.js';
import { LegSearcher, type LegQuery, type LegsOutcome } from './leg-searcher.js';
import { QueryEmbeddingBatcher } from './query-embedding-batcher.js';
import { rankHits } from './rank-hits.js';
import { relevanceScore } from './relevance-score.js';
import type { Retrieval, Retriever, Search } from './retriever.js';
import { StepTimer } from './step-timer.js';

interface Found extends Admission {
  readonly legs: LegsOutcome;
}

/** How often the legs are asked with doubled candidates where the catalog let too few hits through. */
const maxRounds = 3;
/** How often a search begins again because the collection changed under it. */
const maxAttempts = 3;
/** What the index port takes at most. */
const mostCandidates = 1000;

/**
 * Dense and keyword legs side by side, smoothed by document, fused, and joined with the catalog as of the epoch
 * read first: a version that becomes current between the two reads cannot make its document vanish.
 */
export class HybridRetriever implements Retriever {
  readonly #catalog: Catalog;
  readonly #embedder: Embedder;
  readonly #queries: QueryEmbeddingBatcher;
  readonly #legs: LegSearcher;
  readonly #gate: CatalogGate;
  readonly #analyze: (text: string) => readonly string[];
  readonly #clock: Clock;

  constructor(dependencies: {
    readonly catalog: Catalog;
    readonly index: SearchIndex;
    readonly embedder: Embedder;
    readonly analyze: (text: string) => readonly string[];
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#catalog = dependencies.catalog;
    this.#embedder = dependencies.embedder;
    this.#queries = new QueryEmbeddingBatcher(dependencies);
    this.#legs = new LegSearcher(dependencies);
    this.#gate = new CatalogGate({ documents: dependencies.catalog.documents });
    this.#analyze = dependencies.analyze;
    this.#clock = dependencies.clock;
  }

  async retrieve(search: Search, signal: AbortSignal): Promise<Retrieval> {
    signal.throwIfAborted();
    return untilAborted(this.#retrieve(search, signal), signal);
  }

  async #retrieve(search: Search, signal: AbortSignal): Promise<Retrieval> {
    const query = this.#prepare(search, signal);
    for (let attempt = 1; ; attempt++) {
      const epoch = await this.#epochOf(search);
      const found = await this.#findAsOf(epoch, query, signal);
      const settled = found.refused === 0 || (await this.#epochOf(search)) === epoch;
      if (settled || attempt === maxAttempts) return retrievalOf(found, query, epoch);
    }
  }

  /** Begins to embed at once: the vector does not depend on the epoch, and serves every attempt. */
  #prepare(search: Search, signal: AbortSignal): LegQuery {
    const { mode } = search.options;
    const timer = new StepTimer(this.#clock);
    const tokens = mode === 'DENSE' ? null : [...new Set(this.#analyze(search.query))];
    const vector = mode === 'KEYWORD' ? null : timer.measure('embedding', () => this.#embed(search, signal));
    vector?.catch(() => undefined);
    // A hybrid query without a single word to look for is a dense one: an outage of the dense leg must not look
    // like "nothing found".
    return { search, vector, tokens: mode === 'HYBRID' && tokens?.length === 0 ? null : tokens, timer };
  }

  async #embed({ collection, query }: Search, signal: AbortSignal): Promise<Float32Array> {
    const { model } = this.#embedder;
    if (collection.embedding.fingerprint !== model.fingerprint) {
      throw new UnavailableError(
        'embedder',
        `the collection's vectors are of ${collection.embedding.model}, this server embeds with ${model.model}`,
      );
    }
    return this.#queries.embed(query, signal);
  }

  async #findAsOf(epoch: number, query: LegQuery, signal: AbortSignal): Promise<Found> {
    const { search, timer } = query;
    const { candidates, fusion, topK } = search.options;
    for (let round = 1, limit = candidates; ; round++, limit = Math.min(2 * limit, mostCandidates)) {
      const legs = await this.#legs.search(query, limit, signal);
      const ranked = await timer.measure('fusion', () => rankHits(legs, fusion));
      const admission = await timer.measure('join', () =>
        this.#gate.admit(ranked, { search, epoch, wanted: topK }),
      );
      const { admitted, refused, repeated } = admission;
      const thinned = refused + repeated > 0 && admitted.length < topK && legs.full;
      if (!thinned || round === maxRounds || limit === mostCandidates) return { ...admission, legs };
    }
  }

  #epochOf({ collection }: Search): Promise<number> {
    return this.#catalog.collections.epoch(collection.id);
  }
}

function retrievalOf(found: Found, { search, tokens, timer }: LegQuery, epoch: number): Retrieval {
  const passages = passagesOf(found.admitted, { search, queryTokens: tokens?.length ?? 0 });
  const relevant = passages.filter(({ score }) => score >= search.options.minScore);
  return {
    passages: relevant,
    trace: {
      queries: [search.query],
      legs: [
        ...legOf('DENSE', search.query, found.legs.dense),
        ...legOf('KEYWORD', search.query, found.legs.keyword),
      ],
      calibrated: false,
      droppedBelowMinScore: passages.length - relevant.length,
      degraded: found.legs.degraded,
      timings: timer.timings,
    },
    cache: 'BYPASSED',
    epoch,
  };
}

function legOf(kind: LegKind, query: string, hits: readonly unknown[] | null): readonly RetrievalLeg[] {
  return hits === null ? [] : [{ kind, query, hits: hits.length }];
}

/** How much of the score before it a passage has at most: whoever orders by score gets the ranking back. */
const justUnder = 1 - 1e-6;

/** A passage's score is its own relevance, held just under that of the passage before it: the ranking decides. */
function passagesOf(
  admitted: readonly AdmittedHit[],
  { search, queryTokens }: { readonly search: Search; readonly queryTokens: number },
): readonly Passage[] {
  let ceiling = 1;
  return admitted.map(({ chunk, documentVersion, title, hit }, position) => {
    const score = Math.min(ceiling, relevanceScore(hit.scores, queryTokens));
    ceiling = score * justUnder;
    return {
      rank: position + 1,
      score,
      scores: hit.scores,
      text: chunk.text,
      span: chunk.span,
      page: chunk.page,
      headingPath: chunk.headingPath,
      title,
      chunkId: chunk.id,
      documentId: chunk.documentId,
      documentVersion,
      collectionId: search.collection.id,
    };
  });
}
