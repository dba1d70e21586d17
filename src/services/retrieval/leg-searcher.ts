import { GroundQLError, UnavailableError } from '../../domain/errors.js';
import type { Degradation } from '../../domain/retrieval.js';
import type { Logger } from '../../ports/logger.js';
import type { IndexHit, IndexPartition, IndexQuery, SearchIndex } from '../../ports/search-index.js';
import type { LegHits } from './rank-hits.js';
import type { Search } from './retriever.js';
import type { StepTimer } from './step-timer.js';

/** A search made ready for its legs: a leg that is not wanted has null. */
export interface LegQuery {
  readonly search: Search;
  readonly vector: Promise<Float32Array> | null;
  /** Distinct. */
  readonly tokens: readonly string[] | null;
  readonly timer: StepTimer;
}

export interface LegsOutcome extends LegHits {
  readonly degraded: readonly Degradation[];
  /** Whether a leg may have more hits than it was asked for. */
  readonly full: boolean;
}

/** What a leg found, or where and why it failed. */
type Leg =
  | { readonly hits: readonly IndexHit[] }
  | { readonly hits: null; readonly failedStep: string; readonly error: unknown };

/** Asks the index, both legs at once, and does without one that fails as long as the other one answers. */
export class LegSearcher {
  readonly #index: SearchIndex;
  readonly #logger: Logger;

  constructor(dependencies: { readonly index: SearchIndex; readonly logger: Logger }) {
    this.#index = dependencies.index;
    this.#logger = dependencies.logger;
  }

  /** Rejects with UnavailableError, or the only wanted leg's own error, where no leg could be searched. */
  async search(query: LegQuery, limit: number, signal: AbortSignal): Promise<LegsOutcome> {
    const { vector, tokens } = query;
    const [dense, keyword] = await Promise.all([
      vector === null ? null : this.#dense(query, vector, { limit, signal }),
      tokens === null ? null : this.#keyword(query, tokens, { limit, signal }),
    ]);
    signal.throwIfAborted();
    const legs = [dense, keyword].filter((leg) => leg !== null);
    const failed = legs.filter((leg) => leg.hits === null);
    if (failed.length === legs.length) throw outage(failed.map(({ error }) => error));
    for (const { failedStep, error } of failed) this.#logger.warn({ step: failedStep, error }, 'leg failed');
    return {
      dense: dense?.hits ?? null,
      keyword: keyword?.hits ?? null,
      degraded: failed.map(({ failedStep, error }) => ({ step: failedStep, reason: reasonOf(error) })),
      full: legs.some(({ hits }) => hits !== null && hits.length >= limit),
    };
  }

  async #dense(
    { search, timer }: LegQuery,
    vector: Promise<Float32Array>,
    bounds: { readonly limit: number; readonly signal: AbortSignal },
  ): Promise<Leg> {
    const embedded = await attempt('embedding', () => vector);
    if ('failedStep' in embedded) return { hits: null, ...embedded };
    const found = await attempt('dense', () =>
      timer.measure('dense', () =>
        this.#index.dense(partitionOf(search), { ...indexQuery(search, bounds), vector: embedded.value }),
      ),
    );
    return 'failedStep' in found ? { hits: null, ...found } : { hits: found.value };
  }

  async #keyword(
    { search, timer }: LegQuery,
    tokens: readonly string[],
    bounds: { readonly limit: number; readonly signal: AbortSignal },
  ): Promise<Leg> {
    if (tokens.length === 0) return { hits: [] };
    const found = await attempt('keyword', () =>
      timer.measure('keyword', () =>
        this.#index.keyword(partitionOf(search), { ...indexQuery(search, bounds), tokens }),
      ),
    );
    return 'failedStep' in found ? { hits: null, ...found } : { hits: found.value };
  }
}

async function attempt<Value>(
  step: string,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value } | { readonly failedStep: string; readonly error: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failedStep: step, error };
  }
}

function partitionOf({ collection }: Search): IndexPartition {
  return {
    collectionId: collection.id,
    dimensions: collection.embedding.dimensions,
    metadataSchema: collection.metadataSchema,
  };
}

function indexQuery(
  { access, filter, within }: Search,
  bounds: { readonly limit: number; readonly signal: AbortSignal },
): IndexQuery {
  return { access, filter, within, ...bounds };
}

function outage(errors: readonly unknown[]): Error {
  const known = errors.filter((error) => error instanceof GroundQLError);
  return (
    known.find((error) => error instanceof UnavailableError) ??
    known[0] ??
    new UnavailableError('search', 'the index could not be searched', { cause: errors[0] })
  );
}

/** Only the project's own errors are worded for clients. */
function reasonOf(error: unknown): string {
  return error instanceof GroundQLError ? error.message : 'an internal error';
}
