import { expect, it } from '@jest/globals';

import { BadUserInputError } from '../../src/domain/errors.js';
import type { Page, PageRequest } from '../../src/domain/page.js';
import { everyone } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeListings(begin: Begin): void {
  it('lists documents oldest first, those of one batch by id', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('b', 'a'));
    await scenario.accept(collection, sources('c'));
    const listed = await pages((page) =>
      scenario.catalog.documents.list(everyone, collection.id, { ...page, state: null, where: null }),
    );
    expect(listed.map((document) => document.externalId)).toEqual(['b', 'a', 'c']);
  });

  it('lists documents of one state', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.publish(collection, { externalId: 'ready', paragraphs: ['one'] });
    await scenario.accept(collection, sources('pending'));
    const list = (state: 'READY' | 'PENDING' | 'FAILED') =>
      scenario.catalog.documents.list(everyone, collection.id, {
        first: 10,
        after: null,
        state,
        where: null,
      });
    expect((await list('READY')).items.map(({ item }) => item.externalId)).toEqual(['ready']);
    expect((await list('PENDING')).items.map(({ item }) => item.externalId)).toEqual(['pending']);
    expect((await list('FAILED')).totalCount).toBe(0);
  });

  it('neither skips nor repeats when rows come and go around a position', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [, , third] = await scenario.publishAll(collection, sources('a', 'b', 'c', 'd'));
    const list = (page: PageRequest) =>
      scenario.catalog.documents.list(everyone, collection.id, { ...page, state: null, where: null });
    const first = await list({ first: 3, after: null });
    await scenario.delete(third === undefined ? [] : [third.documentId]);
    await scenario.accept(collection, sources('e'));
    const second = await list({ first: 3, after: first.items[2]?.position ?? null });
    expect(second.items.map(({ item }) => item.externalId)).toEqual(['d', 'e']);
    expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true, totalCount: 4 });
  });

  it('has no previous page where nothing comes before the position any more', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [first] = await scenario.publishAll(collection, sources('a', 'b'));
    const list = (page: PageRequest) =>
      scenario.catalog.documents.list(everyone, collection.id, { ...page, state: null, where: null });
    const position = (await list({ first: 1, after: null })).items[0]?.position ?? null;
    expect((await list({ first: 1, after: position })).hasPreviousPage).toBe(true);
    await scenario.delete(first === undefined ? [] : [first.documentId]);
    expect(await list({ first: 1, after: position })).toMatchObject({
      hasPreviousPage: false,
      totalCount: 1,
    });
  });

  it('lists the chunks of the current version by ordinal', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['old', 'two'] });
    const paragraphs = ['one', 'two', 'three', 'two', 'five'];
    const { documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs });
    const listed = await pages((page) => scenario.catalog.documents.chunksOf(everyone, documentId, page));
    expect(listed.map(({ text, ordinal }) => [ordinal, text])).toEqual([...paragraphs.entries()]);
  });

  it('lists ingestions newest first, of one collection, of one state', async () => {
    const scenario = await begin();
    const one = await scenario.collection('one');
    const two = await scenario.collection('two');
    await scenario.publishAll(one, sources('a', 'b'));
    await scenario.accept(one, sources('c', 'd'));
    await scenario.accept(two, sources('e'));
    const list = (collectionId: typeof one.id | null, state: 'QUEUED' | 'SUCCEEDED' | null) =>
      pages((page) => scenario.catalog.ingestions.list(everyone, { ...page, collectionId, state }));
    const names = async (...query: Parameters<typeof list>) =>
      (await list(...query)).map(({ externalId }) => externalId).join('');
    expect(await names(null, null)).toBe('edcba');
    expect(await names(one.id, null)).toBe('dcba');
    expect(await names(one.id, 'QUEUED')).toBe('dc');
    expect(await names(null, 'SUCCEEDED')).toBe('ba');
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('[1,2]').toString('base64url'),
  ])('refuses a position that no listing of documents gave out: %p', async (after) => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const list = scenario.catalog.documents.list(everyone, collection.id, {
      first: 1,
      after,
      state: null,
      where: null,
    });
    await expect(list).rejects.toThrow(BadUserInputError);
  });
}

function sources(...externalIds: string[]) {
  return externalIds.map((externalId) => ({ externalId, paragraphs: [externalId] }));
}

/** Everything of a listing, two items at a time, checking what each page says of itself. */
async function pages<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page<Item> = await list({ first: 2, after });
    expect(page.hasPreviousPage).toBe(items.length > 0);
    items.push(...page.items.map(({ item }) => item));
    expect(page.hasNextPage).toBe(items.length < page.totalCount);
    if (!page.hasNextPage) return items;
    after = page.items.at(-1)?.position ?? null;
  }
}
