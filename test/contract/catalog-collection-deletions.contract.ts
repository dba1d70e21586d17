import { expect, it } from '@jest/globals';

import type { Collection } from '../../src/domain/collection.js';
import { LeaseLostError, NotFoundError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import { accessOf, at, everyone, type CatalogScenario } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

/** What `beginCollection` keeps, beside what any deletion does. */
export function describeCollectionDeletions(begin: Begin): void {
  it('takes all documents with it, whoever may see them, and what is being ingested', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const open = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    const hidden = await scenario.publish(collection, {
      externalId: 'b',
      paragraphs: ['two'],
      access: ['hr'],
    });
    const running = await scenario.stage(collection, { externalId: 'c', paragraphs: ['three'] });
    const other = await scenario.collection('other');
    const kept = await scenario.publish(other, { externalId: 'a', paragraphs: ['one'] });
    const begun = await deleteCollection(scenario, collection);
    expect(begun?.receipt).toMatchObject({ state: 'RUNNING', documentCount: 3, stores: [] });
    expect([...(begun?.documentIds ?? [])].sort()).toEqual(
      [open.documentId, hidden.documentId, running.ingestion.documentId].sort(),
    );
    const { documents, ingestions, outbox } = scenario.catalog;
    expect(await documents.findByIds(accessOf(['hr']), begun?.documentIds ?? [])).toEqual([null, null, null]);
    await expect(ingestions.renew(running.lease, at(1000))).rejects.toThrow(LeaseLostError);
    expect(await ingestions.countUnfinished()).toBe(0);
    expect(await outbox.scan(collection.id, null, 10)).toEqual([]);
    expect(await scenario.joined(other, kept.chunkIds)).toEqual(kept.chunkIds);
  });

  it('leaves the name free at once, for a collection with nothing in it', async () => {
    const scenario = await begin();
    const collection = await scenario.collection('default');
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    await deleteCollection(scenario, collection);
    const { collections, documents } = scenario.catalog;
    expect(await collections.findByName(everyone, 'default')).toBeNull();
    expect(await collections.findByIds(everyone, [collection.id])).toEqual([null]);
    expect(await collections.names(everyone)).toEqual([]);
    expect((await collections.list(everyone, { first: 10, after: null })).totalCount).toBe(0);
    expect(await collections.all()).toEqual([]);
    const anew = await scenario.collection('default');
    expect(await collections.findByName(everyone, 'default')).toEqual(anew);
    expect(await collections.counts(everyone, [anew.id])).toEqual([{ documents: 0, chunks: 0 }]);
    expect(await documents.findByExternalId(everyone, anew.id, 'a')).toBeNull();
    expect((await scenario.publish(anew, { externalId: 'a', paragraphs: ['one'] })).version).toBe(1);
  });

  it('accepts nothing into it any more', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await deleteCollection(scenario, collection);
    const accepted = scenario.accept(collection, [{ externalId: 'a', paragraphs: ['one'] }]);
    await expect(accepted).rejects.toThrow(NotFoundError);
  });

  it('is work for the whole collection until it is complete, and can still be found for that', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['one'],
    });
    const begun = await deleteCollection(scenario, collection);
    const { deletions, collections } = scenario.catalog;
    const id = begun?.receipt.id ?? makeId('deletion', 'none');
    expect(await deletions.unfinished()).toMatchObject([
      { id, collectionId: collection.id, documents: [{ documentId, chunkIds }] },
    ]);
    const found = await collections.find(collection.tenant, collection.id);
    expect(found).toMatchObject({ id: collection.id, description: null, metadataSchema: [] });
    expect((await deletions.purge(id)).deleted).toBeGreaterThan(0);
    expect(await deletions.remaining(id)).toBe(0);
    await deletions.complete(id, [], scenario.now());
    expect(await deletions.unfinished()).toEqual([]);
  });

  it('deletes an empty collection, and none that is missing, foreign or deleted already', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    expect(await deleteCollection(scenario, collection, accessOf([], 'other'))).toBeNull();
    const begun = await deleteCollection(scenario, collection);
    expect(begun).toMatchObject({ receipt: { documentCount: 0 }, documentIds: [] });
    const [work] = await scenario.catalog.deletions.unfinished();
    expect(work).toMatchObject({ collectionId: collection.id, documents: [] });
    expect(await deleteCollection(scenario, collection)).toBeNull();
  });
}

function deleteCollection(scenario: CatalogScenario, { id: collectionId }: Collection, access = everyone) {
  const id = makeId('deletion', scenario.unique());
  return scenario.catalog.deletions.beginCollection(access, { id, collectionId, now: scenario.now() });
}
