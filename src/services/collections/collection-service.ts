import {
  defaultChunking,
  type ChunkingOptions,
  type Collection,
  type EmbeddingModel,
} from '../../domain/collection.js';
import { NotFoundError } from '../../domain/errors.js';
import { makeId, type CollectionId } from '../../domain/ids.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Principal } from '../../domain/principal.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { CollectionCounts } from '../../ports/collection-catalog.js';
import type { IdSource } from '../../ports/id-source.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import { nearMisses } from '../near-misses.js';
import { checkNewCollection, type NewCollection } from './new-collection.js';

interface Dependencies {
  readonly catalog: Pick<Catalog, 'collections'>;
  /** What new collections are embedded with. */
  readonly embeddingModel: EmbeddingModel;
  /** The longest chunk that model reads whole, its header included in what it reads. */
  readonly maxChunkTokens: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: IdSource;
}

/** The collection that is there without having been created. */
const defaultName = 'default';

/** The collections of the principal's tenant. Throws ForbiddenError without the scope. */
export class CollectionService {
  readonly #parts: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#parts = dependencies;
  }

  /** Rejects with BadUserInputError, and with ConflictError where the name is taken. */
  async create(principal: Principal, collection: NewCollection): Promise<Collection> {
    requireScope(principal, 'INGEST');
    checkNewCollection(collection, this.#parts.maxChunkTokens);
    const created = this.#make(principal, collection);
    await this.#parts.catalog.collections.create(created);
    return created;
  }

  async find(principal: Principal, name: string): Promise<Collection | null> {
    requireScope(principal, 'READ');
    return this.#parts.catalog.collections.findByName(compileAccess(principal), name);
  }

  /** Rejects with NotFoundError and the near misses. The default collection is created where it is missing. */
  async require(principal: Principal, name: string): Promise<Collection> {
    const { collections } = this.#parts.catalog;
    const access = compileAccess(principal);
    const found = await collections.findByName(access, name);
    if (found !== null) return found;
    if (name === defaultName) return collections.ensure(this.#make(principal, { name, metadataSchema: [] }));
    const meant = nearMisses(name, [defaultName, ...(await collections.names(access))]);
    throw new NotFoundError(`there is no collection ${JSON.stringify(name.slice(0, 64))}`, meant);
  }

  /** By name. */
  async list(principal: Principal, page: PageRequest): Promise<Page<Collection>> {
    requireScope(principal, 'READ');
    return this.#parts.catalog.collections.list(compileAccess(principal), page);
  }

  /** What the principal may see of each, in the order of the ids. */
  async counts(principal: Principal, ids: readonly CollectionId[]): Promise<readonly CollectionCounts[]> {
    requireScope(principal, 'READ');
    return this.#parts.catalog.collections.counts(compileAccess(principal), ids);
  }

  /** In the order of the ids; null for what is not there or not the tenant's. */
  async findByIds(
    principal: Principal,
    ids: readonly CollectionId[],
  ): Promise<readonly (Collection | null)[]> {
    requireScope(principal, 'READ');
    return this.#parts.catalog.collections.findByIds(compileAccess(principal), ids);
  }

  #make(principal: Principal, { name, description, metadataSchema, chunking }: NewCollection): Collection {
    const { ids, embeddingModel, clock } = this.#parts;
    return {
      id: makeId('collection', ids.next()),
      tenant: principal.tenant,
      name,
      description: description ?? null,
      metadataSchema,
      chunking: chunking ?? this.#defaultChunking(),
      embedding: embeddingModel,
      createdAt: clock.now(),
    };
  }

  /** As the domain has it, unless the model reads less. */
  #defaultChunking(): ChunkingOptions {
    const maxTokens = Math.min(defaultChunking.maxTokens, this.#parts.maxChunkTokens);
    const overlapTokens = Math.min(defaultChunking.overlapTokens, Math.floor(maxTokens / 5));
    return { ...defaultChunking, maxTokens, overlapTokens };
  }
}
