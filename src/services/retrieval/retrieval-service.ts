import type { Principal } from '../../domain/principal.js';
import type { Cache } from '../../ports/cache.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder } from '../../ports/embedder.js';
import type { Logger } from '../../ports/logger.js';
import type { SearchIndex } from '../../ports/search-index.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import { CachedRetrieval } from '../caching/cached-retrieval.js';
import type { CollectionService } from '../collections/collection-service.js';
import type { DocumentService } from '../documents/document-service.js';
import { parseFilter } from '../filters/parse-filter.js';
import { HybridRetriever } from './hybrid-retriever.js';
import { parseQuestion } from './parse-question.js';
import { parseRetrievalOptions, type RetrievalDefaults } from './parse-retrieval-options.js';
import type { Retrieval, Retriever, Search } from './retriever.js';
import type { SearchRequest } from './search-request.js';

/** Search, from a client's request to the passages its principal may see. */
export class RetrievalService {
  readonly #retriever: Retriever;
  readonly #collections: Pick<CollectionService, 'require'>;
  readonly #documents: Pick<DocumentService, 'resolve'>;
  readonly #defaults: RetrievalDefaults;

  constructor(dependencies: {
    readonly catalog: Catalog;
    readonly index: SearchIndex;
    readonly embedder: Embedder;
    readonly cache: Cache;
    readonly analyze: (text: string) => readonly string[];
    readonly collections: Pick<CollectionService, 'require'>;
    readonly documents: Pick<DocumentService, 'resolve'>;
    readonly clock: Clock;
    readonly defaults: RetrievalDefaults;
    /** Null: results are not cached. */
    readonly cacheTtlSeconds: number | null;
    readonly logger: Logger;
  }) {
    const { cacheTtlSeconds } = dependencies;
    const retriever = new HybridRetriever(dependencies);
    this.#retriever =
      cacheTtlSeconds === null
        ? retriever
        : new CachedRetrieval({ ...dependencies, retriever, ttlSeconds: cacheTtlSeconds });
    this.#collections = dependencies.collections;
    this.#documents = dependencies.documents;
    this.#defaults = dependencies.defaults;
  }

  /**
   * The passages that answer a request best. Rejects with BadUserInputError, InvalidFilterError, NotFoundError,
   * ForbiddenError (without the scope READ) or UnavailableError; with the signal's reason when it aborts.
   */
  async search(principal: Principal, request: SearchRequest, signal: AbortSignal): Promise<Retrieval> {
    return this.run(await this.prepare(principal, request), signal);
  }

  /** Checks a request, and finds what it names, without searching: all that can be wrong with it is found here. */
  async prepare(principal: Principal, request: SearchRequest): Promise<Search> {
    requireScope(principal, 'READ');
    const query = parseQuestion(request.query, 'input.query');
    const options = parseRetrievalOptions(request, this.#defaults);
    const collection = await this.#collections.require(principal, request.collection);
    return {
      access: compileAccess(principal),
      collection,
      query,
      filter: request.where === null ? null : parseFilter(request.where, collection.metadataSchema),
      within: request.within === null ? null : await this.#documents.resolve(principal, request.within),
      options,
      cache: request.cache,
    };
  }

  /** Runs a prepared search. */
  run(search: Search, signal: AbortSignal): Promise<Retrieval> {
    return this.#retriever.retrieve(search, signal);
  }
}
