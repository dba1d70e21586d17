import { expect, it } from '@jest/globals';

import { ConflictError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import { accessOf, everyone } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeCollections(begin: Begin): void {
  it('finds a collection as it was created, by name and by id', async () => {
    const scenario = await begin();
    const { collections } = scenario.catalog;
    const papers = await scenario.collection('papers');
    expect(await collections.findByName(everyone, 'papers')).toEqual(papers);
    expect(await collections.find(papers.tenant, papers.id)).toEqual(papers);
    expect(await collections.all()).toEqual([papers]);
  });

  it('shows a collection to its own tenant only', async () => {
    const scenario = await begin();
    const { collections } = scenario.catalog;
    const papers = await scenario.collection('papers');
    const other = accessOf([], 'other');
    expect(await collections.findByName(other, 'papers')).toBeNull();
    expect(await collections.findByIds(other, [papers.id])).toEqual([null]);
    expect(await collections.find(other.tenant, papers.id)).toBeNull();
    expect(await collections.names(other)).toEqual([]);
    expect((await collections.list(other, { first: 10, after: null })).totalCount).toBe(0);
  });

  it('finds by ids in the order of the ids', async () => {
    const scenario = await begin();
    const one = await scenario.collection('one');
    const two = await scenario.collection('two');
    const missing = makeId('collection', 'missing');
    const found = await scenario.catalog.collections.findByIds(everyone, [two.id, missing, one.id]);
    expect(found).toEqual([two, null, one]);
  });

  it('refuses a second collection of one name in a tenant, but not in another one', async () => {
    const scenario = await begin();
    const { collections } = scenario.catalog;
    const papers = await scenario.collection('papers');
    await expect(collections.create(scenario.collectionNamed('papers'))).rejects.toThrow(ConflictError);
    const elsewhere = scenario.collectionNamed('papers', { tenant: 'other' });
    await collections.create(elsewhere);
    expect(await collections.all()).toEqual([papers, elsewhere]);
  });

  it('ensures a collection by resolving to the one that is there', async () => {
    const scenario = await begin();
    const { collections } = scenario.catalog;
    const first = scenario.collectionNamed('default');
    const second = scenario.collectionNamed('default');
    expect(await collections.ensure(first)).toEqual(first);
    expect(await collections.ensure(second)).toEqual(first);
  });

  it('lists by name, page by page', async () => {
    const scenario = await begin();
    const { collections } = scenario.catalog;
    for (const name of ['c', 'a', 'b']) await scenario.collection(name);
    const first = await collections.list(everyone, { first: 2, after: null });
    expect(first.items.map(({ item }) => item.name)).toEqual(['a', 'b']);
    expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false, totalCount: 3 });
    const second = await collections.list(everyone, { first: 2, after: first.items[1]?.position ?? null });
    expect(second.items.map(({ item }) => item.name)).toEqual(['c']);
    expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true, totalCount: 3 });
    expect(await collections.names(everyone)).toEqual(['a', 'b', 'c']);
  });

  it('counts the documents that are visible and the chunks of their current versions', async () => {
    const scenario = await begin();
    const full = await scenario.collection('full');
    const empty = await scenario.collection('empty');
    await scenario.publish(full, { externalId: 'a', paragraphs: ['one', 'two'] });
    await scenario.publish(full, { externalId: 'a', paragraphs: ['one', 'two', 'three'] });
    await scenario.publish(full, { externalId: 'secret', paragraphs: ['four'], access: ['board'] });
    await scenario.accept(full, [{ externalId: 'pending', paragraphs: ['five'] }]);
    const { collections } = scenario.catalog;
    expect(await collections.counts(everyone, [empty.id, full.id])).toEqual([
      { documents: 0, chunks: 0 },
      { documents: 2, chunks: 3 },
    ]);
    expect(await collections.counts(accessOf(['board']), [full.id])).toEqual([{ documents: 3, chunks: 4 }]);
  });

  it('counts the epoch up with every version that becomes current and with every deletion', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const other = await scenario.collection('other');
    const epoch = () => scenario.catalog.collections.epoch(collection.id);
    const before = await epoch();
    const { documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    expect(await epoch()).toBe(before + 1);
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'], access: ['board'] });
    expect(await epoch()).toBe(before + 2);
    await scenario.delete([documentId], accessOf(['board']));
    expect(await epoch()).toBe(before + 3);
    expect(await scenario.catalog.collections.epoch(other.id)).toBe(before);
  });
}
