import type { AccessFilter } from '../domain/access-filter.js';
import type { Collection } from '../domain/collection.js';
import type { CollectionId, TenantId } from '../domain/ids.js';
import type { Page, PageRequest } from '../domain/page.js';

export interface CollectionCounts {
  /** Documents that the access filter lets see, whatever their state. */
  readonly documents: number;
  /** Chunks of their current versions. */
  readonly chunks: number;
}

/** Collections are visible to their whole tenant. A deleted one is as if it never was, but for `find`. */
export interface CollectionCatalog {
  /** Rejects with ConflictError where the tenant has a collection of that name. */
  create(collection: Collection): Promise<void>;
  /** Creates it unless the tenant has one of that name; resolves to the one there is. */
  ensure(collection: Collection): Promise<Collection>;
  findByName(access: AccessFilter, name: string): Promise<Collection | null>;
  /** In the order of the ids; null for what is not there or not the tenant's. */
  findByIds(access: AccessFilter, ids: readonly CollectionId[]): Promise<readonly (Collection | null)[]>;
  /** By name. */
  list(access: AccessFilter, page: PageRequest): Promise<Page<Collection>>;
  /** All names of the tenant, for near misses. */
  names(access: AccessFilter): Promise<readonly string[]>;
  /** In the order of the ids. */
  counts(access: AccessFilter, ids: readonly CollectionId[]): Promise<readonly CollectionCounts[]>;
  /**
   * Counts up with every change of what a search of the collection could return: a version becoming
   * current, a deletion, a change of access or metadata.
   */
  epoch(id: CollectionId): Promise<number>;
  /** For the workers, which act for no principal: every collection of every tenant. */
  all(): Promise<readonly Collection[]>;
  /** Also one that was deleted, without its description and its declared fields: its removal goes on. */
  find(tenant: TenantId, id: CollectionId): Promise<Collection | null>;
}
