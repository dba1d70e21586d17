import type { Degradation, StepTiming } from '../../domain/retrieval.js';
import type { Cache } from '../../ports/cache.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import { SingleFlight } from '../concurrency/single-flight.js';
import type { Retrieval, Retriever, Search } from '../retrieval/retriever.js';
import { retrievalCacheKey, retrievalCachePrefix } from './retrieval-cache-key.js';

/** What the cache said: an entry, none, or nothing because it failed. */
type Lookup = { readonly found: Retrieval | null } | { readonly failed: Degradation };

/**
 * A retriever that remembers. A hit is what a fresh search would have found for this very principal: the key
 * holds their rights and the collection's epoch. Equal searches at the same moment are made once. A degraded
 * result is not remembered, and a cache that fails is done without, told in `trace.degraded`.
 */
export class CachedRetrieval implements Retriever {
  readonly #retriever: Retriever;
  readonly #cache: Cache;
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #ttlSeconds: number;
  readonly #flights = new SingleFlight<Retrieval>();

  constructor(dependencies: {
    readonly retriever: Retriever;
    readonly cache: Cache;
    readonly catalog: Catalog;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly ttlSeconds: number;
  }) {
    this.#retriever = dependencies.retriever;
    this.#cache = dependencies.cache;
    this.#catalog = dependencies.catalog;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
    this.#ttlSeconds = dependencies.ttlSeconds;
  }

  /** USE: from the cache where it can be. REFRESH: anew, and remembered. BYPASS: anew, the cache left alone. */
  async retrieve(search: Search, signal: AbortSignal): Promise<Retrieval> {
    if (search.cache === 'BYPASS') return this.#retriever.retrieve(search, signal);
    if (search.cache === 'REFRESH')
      return { ...(await this.#retrieveAndKeep(search, signal)), cache: 'MISS' };
    const start = this.#clock.monotonic();
    const key = retrievalCacheKey(search, await this.#catalog.collections.epoch(search.collection.id));
    const lookup = await this.#lookUp(key, signal);
    if ('found' in lookup && lookup.found !== null) {
      return hit(lookup.found, { step: 'cache', milliseconds: this.#clock.monotonic() - start });
    }
    const fresh = await this.#flights.join(key, (shared) => this.#retrieveAndKeep(search, shared), signal);
    return miss(fresh, 'failed' in lookup ? [lookup.failed] : []);
  }

  async #lookUp(key: string, signal: AbortSignal): Promise<Lookup> {
    try {
      const entry = await this.#cache.get(key, signal);
      // Only this class writes under these keys.
      return { found: (entry as Retrieval | undefined) ?? null };
    } catch (error) {
      signal.throwIfAborted();
      this.#logger.warn({ error }, 'the cache could not be read');
      return { failed: { step: 'cache', reason: 'the cache could not be read' } };
    }
  }

  async #retrieveAndKeep(search: Search, signal: AbortSignal): Promise<Retrieval> {
    const retrieval = await this.#retriever.retrieve(search, signal);
    if (retrieval.trace.degraded.length === 0) await this.#keep(search, retrieval);
    return retrieval;
  }

  /** Where the collection changed meanwhile, a deletion may have emptied the cache just before the entry came. */
  async #keep(search: Search, retrieval: Retrieval): Promise<void> {
    const { collection } = search;
    try {
      const key = retrievalCacheKey(search, retrieval.epoch);
      await this.#cache.set(key, retrieval, { ttlSeconds: this.#ttlSeconds });
      const epoch = await this.#catalog.collections.epoch(collection.id);
      if (epoch !== retrieval.epoch) await this.#cache.dropPrefix(retrievalCachePrefix(collection.id));
    } catch (error) {
      this.#logger.warn({ error }, 'a result could not be cached');
    }
  }
}

function hit(retrieval: Retrieval, timing: StepTiming): Retrieval {
  return { ...retrieval, trace: { ...retrieval.trace, timings: [timing] }, cache: 'HIT' };
}

function miss(retrieval: Retrieval, degraded: readonly Degradation[]): Retrieval {
  const { trace } = retrieval;
  return { ...retrieval, trace: { ...trace, degraded: [...trace.degraded, ...degraded] }, cache: 'MISS' };
}
