import type { AccessFilter } from '../../src/domain/access-filter.js';
import type { Collection } from '../../src/domain/collection.js';
import { ConflictError } from '../../src/domain/errors.js';
import type { CollectionId } from '../../src/domain/ids.js';
import type { Page, PageRequest } from '../../src/domain/page.js';
import type { CollectionCatalog, CollectionCounts } from '../../src/ports/collection-catalog.js';

/** Collections without documents, in memory, for tests of what stands on the catalog. */
export class MapCollectionCatalog implements CollectionCatalog {
  readonly #collections: Collection[] = [];

  create(collection: Collection): Promise<void> {
    const { tenant, name } = collection;
    const taken = this.#collections.some((each) => each.tenant === tenant && each.name === name);
    if (taken) return Promise.reject(new ConflictError(`there is a collection ${name} already`));
    this.#collections.push(collection);
    return Promise.resolve();
  }

  async ensure(collection: Collection): Promise<Collection> {
    await this.create(collection).catch(() => undefined);
    const { tenant, name } = collection;
    return this.#collections.find((each) => each.tenant === tenant && each.name === name) ?? collection;
  }

  findByName(access: AccessFilter, name: string): Promise<Collection | null> {
    return Promise.resolve(this.#visible(access).find((each) => each.name === name) ?? null);
  }

  findByIds(access: AccessFilter, ids: readonly CollectionId[]): Promise<readonly (Collection | null)[]> {
    const visible = this.#visible(access);
    return Promise.resolve(ids.map((id) => visible.find((each) => each.id === id) ?? null));
  }

  list(access: AccessFilter, { first, after }: PageRequest): Promise<Page<Collection>> {
    const all = this.#visible(access);
    const rest = all.filter(({ name }) => after === null || name > after);
    return Promise.resolve({
      items: rest.slice(0, first).map((item) => ({ item, position: item.name })),
      hasNextPage: rest.length > first,
      hasPreviousPage: rest.length < all.length,
      totalCount: all.length,
    });
  }

  names(access: AccessFilter): Promise<readonly string[]> {
    return Promise.resolve(this.#visible(access).map(({ name }) => name));
  }

  counts(_access: AccessFilter, ids: readonly CollectionId[]): Promise<readonly CollectionCounts[]> {
    return Promise.resolve(ids.map(() => ({ documents: 0, chunks: 0 })));
  }

  epoch(): Promise<number> {
    return Promise.resolve(0);
  }

  all(): Promise<readonly Collection[]> {
    return Promise.resolve([...this.#collections]);
  }

  find(tenant: Collection['tenant'], id: CollectionId): Promise<Collection | null> {
    return Promise.resolve(
      this.#collections.find((each) => each.tenant === tenant && each.id === id) ?? null,
    );
  }

  #visible(access: AccessFilter): Collection[] {
    const mine = this.#collections.filter(({ tenant }) => tenant === access.tenant);
    return mine.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
