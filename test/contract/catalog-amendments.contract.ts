import { expect, it } from '@jest/globals';

import { ConflictError } from '../../src/domain/errors.js';
import { makeId, type DocumentId } from '../../src/domain/ids.js';
import type { Amendment } from '../../src/ports/ingestion-queue.js';
import { accessOf, everyone, type CatalogScenario, type Source } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

const source: Source = {
  externalId: 'a',
  paragraphs: ['one', 'two', 'one'],
  title: 'T',
  metadata: { year: 1, tags: ['x'] },
};

/** What `amend` keeps. */
export function describeAmendments(begin: Begin): void {
  it('makes a version with the same text and chunks and other attributes, current at once', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, source);
    const { collections, documents } = scenario.catalog;
    const epoch = await collections.epoch(collection.id);
    const amended = await amend(scenario, documentId, { title: 'U', metadata: { year: 2 } });
    expect(amended?.document).toMatchObject({ version: 2, title: 'U', metadata: { year: 2 }, chunkCount: 3 });
    expect(await documents.findByIds(everyone, [documentId])).toEqual([amended?.document]);
    expect(await documents.text(everyone, documentId, 2)).toBe('one\n\ntwo\n\none');
    expect(await collections.epoch(collection.id)).toBe(epoch + 1);
    const request = { collectionId: collection.id, chunkIds };
    const now = await documents.join(everyone, { ...request, epoch: epoch + 1 });
    expect(now.map(({ documentVersion, title, facts }) => [documentVersion, title, facts.metadata])).toEqual(
      chunkIds.map(() => [2, 'U', { year: 2 }]),
    );
    const before = await documents.join(everyone, { ...request, epoch });
    expect(before.map(({ documentVersion, title }) => [documentVersion, title])).toEqual(
      chunkIds.map(() => [1, 'T']),
    );
  });

  it('tells the index of the new facts of every chunk, whose embedded words stay', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, source);
    const { outbox } = scenario.catalog;
    const head = await outbox.head(collection.id);
    const amended = await amend(scenario, documentId, { title: 'U', access: ['hr'] });
    expect(amended?.sequence).toBe(await outbox.head(collection.id));
    expect((await scenario.outboxAfter(collection.id, head)).sort()).toEqual([...chunkIds].sort());
    const described = await outbox.describe(collection.id, chunkIds);
    expect(described.map(({ access, facts }) => [access, facts.title])).toEqual(
      chunkIds.map(() => [['hr'], 'U']),
    );
    expect(described.map(({ embeddedText }) => embeddedText.startsWith('T\n\n'))).toEqual([true, true, true]);
  });

  it('counts as an ingestion that embedded nothing', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, source);
    await amend(scenario, documentId, { title: 'U' });
    const { ingestions } = scenario.catalog;
    const query = { first: 10, after: null, collectionId: collection.id, state: null };
    const { items } = await ingestions.list(everyone, query);
    expect(items.map(({ item }) => [item.state, item.attempts])).toEqual([
      ['SUCCEEDED', 0],
      ['SUCCEEDED', 1],
    ]);
    const [newest] = items;
    expect(newest?.item.progress).toEqual({
      ...{ chunksTotal: 2, chunksEmbedded: 0, chunksReused: 2, chunksIndexed: 2 },
    });
    const id = newest?.item.id ?? makeId('ingestion', 'none');
    expect(await ingestions.events(id, 0, 10)).toMatchObject([{ seq: 1, ingestion: { state: 'SUCCEEDED' } }]);
  });

  it('does nothing where everything is as it was', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, { ...source, access: ['g', 'h'] });
    const access = accessOf(['g']);
    const epoch = await scenario.catalog.collections.epoch(collection.id);
    const same: Amendment[] = [
      {},
      { title: 'T' },
      { metadata: { tags: ['x'], year: 1 } },
      { access: ['h', 'g'] },
    ];
    for (const amendment of same) {
      const amended = await amend(scenario, documentId, amendment, access);
      expect(amended).toMatchObject({ sequence: 0, document: { version: 1 } });
    }
    expect(await scenario.catalog.collections.epoch(collection.id)).toBe(epoch);
  });

  it('is what a later ingestion is compared with', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, source);
    await amend(scenario, documentId, { metadata: { year: 2 } });
    await amend(scenario, documentId, { title: 'U' });
    const { ingestions } = scenario.catalog;
    for (const [draft, unchanged] of [
      [{ ...source, metadata: { year: 2 }, title: 'U' }, true],
      [source, false],
    ] as const) {
      await scenario.accept(collection, [draft]);
      const { lease } = await scenario.claim();
      expect(await ingestions.isUnchanged(lease)).toBe(unchanged);
      await ingestions.finish(lease, { state: 'UNCHANGED', now: scenario.now() });
    }
    expect((await scenario.publish(collection, source)).version).toBe(4);
  });

  it('keeps the texts of as many versions as others do', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, { ...source, paragraphs: ['old'] });
    await scenario.publish(collection, source);
    for (const title of ['U', 'V']) await amend(scenario, documentId, { title });
    const { documents } = scenario.catalog;
    const texts = await Promise.all([1, 2, 3, 4].map((at) => documents.text(everyone, documentId, at)));
    const text = 'one\n\ntwo\n\none';
    expect(texts).toEqual([null, text, text, text]);
  });

  it('takes the document from those who may not see it any more', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, source);
    expect((await amend(scenario, documentId, { access: ['hr'] }))?.document.access).toEqual(['hr']);
    expect(await scenario.catalog.documents.findByIds(everyone, [documentId])).toEqual([null]);
    expect(await scenario.joined(collection, chunkIds)).toEqual([]);
    expect(await scenario.joined(collection, chunkIds, { access: accessOf(['hr']) })).toHaveLength(3);
    expect(await amend(scenario, documentId, { access: [] })).toBeNull();
  });

  it('waits for no ingestion of the document: that is a conflict, and so is a document without a version', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, source);
    const [queued] = await scenario.accept(collection, [{ ...source, paragraphs: ['three'] }]);
    const { ingestions } = scenario.catalog;
    await expect(amend(scenario, documentId, { title: 'U' })).rejects.toThrow(queued?.id);
    await ingestions.cancel(everyone, queued?.id ?? makeId('ingestion', 'none'), scenario.now());
    expect((await amend(scenario, documentId, { title: 'U' }))?.document.version).toBe(2);
    const [fresh] = await scenario.accept(collection, [{ externalId: 'b', paragraphs: ['x'] }]);
    await ingestions.cancel(everyone, fresh?.id ?? makeId('ingestion', 'none'), scenario.now());
    const withoutVersion = amend(scenario, fresh?.documentId ?? documentId, { title: 'U' });
    await expect(withoutVersion).rejects.toThrow(ConflictError);
  });

  it('finds no document that is missing, foreign or deleted', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, source);
    expect(await amend(scenario, makeId('document', 'none'), { title: 'U' })).toBeNull();
    expect(await amend(scenario, documentId, { title: 'U' }, accessOf([], 'other'))).toBeNull();
    await scenario.delete([documentId]);
    expect(await amend(scenario, documentId, { title: 'U' })).toBeNull();
  });
}

function amend(scenario: CatalogScenario, documentId: DocumentId, amendment: Amendment, access = everyone) {
  const ingestionId = makeId('ingestion', scenario.unique());
  const request = { ingestionId, documentId, amendment, now: scenario.now() };
  return scenario.catalog.ingestions.amend(access, request);
}
