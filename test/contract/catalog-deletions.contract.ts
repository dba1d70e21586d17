import { expect, it } from '@jest/globals';

import { LeaseLostError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import { accessOf, everyone, hashOf } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeDeletions(begin: Begin): void {
  it('hides the documents from every read as soon as it has begun', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, ingestionId, chunkIds } = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['one'],
    });
    const receipt = await scenario.delete([documentId]);
    expect(receipt).toMatchObject({
      tenant: 'default',
      state: 'RUNNING',
      documentCount: 1,
      stores: [],
      completedAt: null,
    });
    const { documents, ingestions, collections, outbox } = scenario.catalog;
    const page = { first: 10, after: null };
    expect(await documents.findByIds(everyone, [documentId])).toEqual([null]);
    expect(await documents.findByExternalId(everyone, collection.id, 'a')).toBeNull();
    expect(
      (await documents.list(everyone, collection.id, { ...page, state: null, where: null })).totalCount,
    ).toBe(0);
    expect(await documents.idsWhere(everyone, collection.id, { kind: 'all', filters: [] })).toEqual([]);
    expect(await documents.findChunks(everyone, chunkIds)).toEqual([null]);
    expect((await documents.chunksOf(everyone, documentId, page)).totalCount).toBe(0);
    expect(await documents.text(everyone, documentId, 1)).toBeNull();
    expect(await scenario.joined(collection, chunkIds)).toEqual([]);
    expect(await ingestions.findByIds(everyone, [ingestionId])).toEqual([null]);
    expect(await collections.counts(everyone, [collection.id])).toEqual([{ documents: 0, chunks: 0 }]);
    expect(await outbox.describe(collection.id, chunkIds)).toEqual([]);
    expect(await outbox.scan(collection.id, null, 10)).toEqual([]);
  });

  it('passes over what the principal may not see, and what is deleted already', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const secret = { externalId: 'secret', paragraphs: ['one'], access: ['board'] };
    const [{ documentId: hidden }, { documentId: open }] = [
      await scenario.publish(collection, secret),
      await scenario.publish(collection, { externalId: 'open', paragraphs: ['two'] }),
    ];
    const ids = [hidden, open, makeId('document', 'missing')];
    expect(await scenario.delete(ids, accessOf([], 'other'))).toMatchObject({ documentCount: 0 });
    expect(await scenario.delete(ids)).toMatchObject({ documentCount: 1 });
    expect(await scenario.delete(ids)).toMatchObject({ documentCount: 0 });
    const board = accessOf(['board']);
    const found = await scenario.catalog.documents.findByIds(board, [hidden, open]);
    expect(found.map((document) => document?.externalId ?? null)).toEqual(['secret', null]);
  });

  it('cancels unfinished ingestions, whose worker loses its lease', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const { lease, ingestion } = await scenario.stage(collection, source);
    await scenario.embed(lease);
    const [waiting] = await scenario.accept(collection, [source]);
    await scenario.delete([ingestion.documentId]);
    const { ingestions } = scenario.catalog;
    await expect(ingestions.announce(lease)).rejects.toThrow(LeaseLostError);
    await expect(ingestions.publish(lease, scenario.now())).rejects.toThrow(LeaseLostError);
    expect(await ingestions.countUnfinished()).toBe(0);
    const events = await ingestions.events(ingestion.id, 0, 10);
    expect(events.map((event) => event.ingestion.state)).toEqual(['QUEUED', 'RUNNING', 'CANCELLED']);
    expect(events.at(-1)?.ingestion.finishedAt).not.toBeNull();
    const last = await ingestions.events(waiting?.id ?? ingestion.id, 1, 10);
    expect(last.map((event) => event.ingestion.state)).toEqual(['CANCELLED']);
  });

  it('sends all chunks through the outbox, by a sequence that the work names', async () => {
    const scenario = await begin();
    const one = await scenario.collection('one');
    const two = await scenario.collection('two');
    const first = await scenario.publish(one, { externalId: 'a', paragraphs: ['one', 'two'] });
    const second = await scenario.publish(two, { externalId: 'a', paragraphs: ['three'] });
    const head = await scenario.catalog.outbox.head(two.id);
    const { id } = await scenario.delete([first.documentId, second.documentId]);
    expect((await scenario.outboxAfter(one.id, head)).toSorted()).toEqual(first.chunkIds.toSorted());
    expect(await scenario.outboxAfter(two.id, head)).toEqual(second.chunkIds);
    const [work] = await scenario.catalog.deletions.unfinished();
    expect(work).toMatchObject({ id, tenant: 'default' });
    const heads = [await scenario.catalog.outbox.head(one.id), await scenario.catalog.outbox.head(two.id)];
    expect(work?.outboxSequence).toBe(Math.max(...heads));
    const documents = work?.documents.map(({ chunkIds, ...document }) => ({
      ...document,
      chunkIds: chunkIds.toSorted(),
    }));
    expect(documents).toEqual([
      {
        documentId: first.documentId,
        collectionId: one.id,
        chunkIds: first.chunkIds.toSorted(),
        contentHashes: [hashOf('one\n\ntwo')],
      },
      {
        documentId: second.documentId,
        collectionId: two.id,
        chunkIds: second.chunkIds,
        contentHashes: [hashOf('three')],
      },
    ]);
  });

  it('removes every word with the purge, and goes on knowing what is left to do', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one', 'two'], title: 'T', metadata: { year: 1 } };
    const { documentId } = await scenario.publish(collection, source);
    await scenario.publish(collection, { ...source, paragraphs: ['two', 'three'] });
    await scenario.stage(collection, { ...source, paragraphs: ['four'] });
    const { id } = await scenario.delete([documentId]);
    const { deletions } = scenario.catalog;
    expect(await deletions.remaining(id)).toBeGreaterThan(0);
    const before = await deletions.unfinished();
    const { deleted, orphanedBlobs } = await deletions.purge(id);
    expect(deleted).toBeGreaterThan(0);
    const blobs = ['one\n\ntwo', 'two\n\nthree', 'four'].map(hashOf);
    expect(orphanedBlobs.toSorted()).toEqual(blobs.toSorted());
    expect(await deletions.remaining(id)).toBe(0);
    expect(await deletions.unfinished()).toEqual(before);
    // A server that died right after the purge asks for the same again.
    const again = await deletions.purge(id);
    expect(again.deleted).toBe(0);
    expect(again.orphanedBlobs.toSorted()).toEqual(blobs.toSorted());
  });

  it('leaves vectors and blobs that a living document uses', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const doomed = await scenario.publish(collection, { externalId: 'a', paragraphs: ['same', 'own'] });
    await scenario.publish(collection, { externalId: 'b', paragraphs: ['same'] });
    const twin = await scenario.publish(collection, { externalId: 'c', paragraphs: ['same', 'own'] });
    const { deletions, ingestions } = scenario.catalog;
    const first = await scenario.delete([doomed.documentId]);
    expect((await deletions.purge(first.id)).orphanedBlobs).toEqual([]);
    expect(await scenario.indexMembers(collection.id)).toHaveLength(3);
    const second = await scenario.delete([twin.documentId]);
    expect((await deletions.purge(second.id)).orphanedBlobs).toEqual([hashOf('same\n\nown')]);
    expect(await scenario.indexMembers(collection.id)).toHaveLength(1);
    const source = { externalId: 'probe', paragraphs: ['same', 'own'] };
    const { lease } = await scenario.stage(collection, source);
    const { missing } = await ingestions.unembedded(lease, 10);
    expect(missing.map(({ embeddedText }) => embeddedText)).toEqual(['own']);
  });

  it('lets the same external id come back as a new document', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const old = await scenario.publish(collection, source);
    const { id } = await scenario.delete([old.documentId]);
    const fresh = await scenario.publish(collection, source);
    expect(fresh.documentId).not.toBe(old.documentId);
    expect(fresh.version).toBe(1);
    const { orphanedBlobs } = await scenario.catalog.deletions.purge(id);
    expect(orphanedBlobs).toEqual([]);
    expect(await scenario.joined(collection, fresh.chunkIds)).toEqual(fresh.chunkIds);
    expect(await scenario.catalog.documents.text(everyone, fresh.documentId, null)).toBe('one');
  });

  it('is unfinished until it is completed, oldest first', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    const [first, second] = [await scenario.delete([documentId]), await scenario.delete([])];
    const { deletions } = scenario.catalog;
    const ids = async () => (await deletions.unfinished()).map(({ id }) => id);
    expect(await ids()).toEqual([first.id, second.id]);
    const stores = [{ store: 'index', deleted: 1, verifiedAbsent: true }];
    const now = scenario.now();
    await deletions.complete(first.id, stores, now);
    expect(await ids()).toEqual([second.id]);
    expect(await deletions.find(everyone, first.id)).toEqual({
      ...first,
      state: 'COMPLETED',
      stores,
      completedAt: now,
    });
    expect(await deletions.find(everyone, second.id)).toEqual(second);
    expect(await deletions.find(accessOf([], 'other'), first.id)).toBeNull();
    expect(await deletions.find(everyone, makeId('deletion', 'missing'))).toBeNull();
  });
}
