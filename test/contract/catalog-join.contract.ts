import { expect, it } from '@jest/globals';

import { makeId } from '../../src/domain/ids.js';
import { accessOf, everyone } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeJoin(begin: Begin): void {
  it('gives each chunk once, with the version, title and facts it belongs to', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one', 'two'], title: 'Title', metadata: { year: 1 } };
    const { documentId, chunkIds } = await scenario.publish(collection, source);
    const epoch = await scenario.catalog.collections.epoch(collection.id);
    const [one, two] = chunkIds;
    if (one === undefined || two === undefined) throw new Error('two chunks were published');
    const missing = makeId('chunk', 'missing');
    const request = { collectionId: collection.id, epoch, chunkIds: [two, missing, one, two] };
    const rows = await scenario.catalog.documents.join(everyone, request);
    const [document] = await scenario.catalog.documents.findByIds(everyone, [documentId]);
    const facts = {
      externalId: 'a',
      title: 'Title',
      uri: null,
      mediaType: 'text/plain',
      createdAt: document?.createdAt.toISOString(),
      updatedAt: document?.updatedAt.toISOString(),
      metadata: { year: 1 },
    };
    const chunks = await scenario.catalog.documents.findChunks(everyone, [one, two]);
    expect(rows.toSorted((left, right) => left.chunk.ordinal - right.chunk.ordinal)).toEqual(
      chunks.map((chunk) => ({ chunk, documentVersion: 1, title: 'Title', facts })),
    );
  });

  it('joins nothing for no chunks', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    expect(await scenario.joined(collection, [])).toEqual([]);
  });

  it('joins the version that was current at the epoch, though another one has become current since', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const first = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['one', 'both'],
      title: 'A',
    });
    const before = await scenario.catalog.collections.epoch(collection.id);
    const second = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['both', 'two'],
      title: 'A',
    });
    const after = await scenario.catalog.collections.epoch(collection.id);
    const all = [...first.chunkIds, ...second.chunkIds];
    expect(await scenario.joined(collection, all, { epoch: before })).toEqual(first.chunkIds.toSorted());
    expect(await scenario.joined(collection, all, { epoch: after })).toEqual(second.chunkIds.toSorted());
  });

  it('gives a chunk of two versions the place and the facts it has in the one of the epoch', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const versions = [
      { externalId: 'a', paragraphs: ['both', 'one'], metadata: { year: 1 } },
      { externalId: 'a', paragraphs: ['two', 'both'], metadata: { year: 2 } },
    ];
    const published = [];
    for (const version of versions) {
      const { chunkIds } = await scenario.publish(collection, version);
      published.push({ chunkIds, epoch: await scenario.catalog.collections.epoch(collection.id) });
    }
    const shared = published[0]?.chunkIds[0];
    expect(shared).toBe(published[1]?.chunkIds[1]);
    for (const [at, { epoch }] of published.entries()) {
      const chunkIds = shared === undefined ? [] : [shared];
      const [row] = await scenario.catalog.documents.join(everyone, {
        collectionId: collection.id,
        epoch,
        chunkIds,
      });
      expect(row).toMatchObject({
        documentVersion: at + 1,
        chunk: { ordinal: at },
        facts: { metadata: { year: at + 1 } },
      });
    }
  });

  it('keeps the version before the current one joinable until the flip after the next', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const first = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    const epoch = await scenario.catalog.collections.epoch(collection.id);
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['two'] });
    expect(await scenario.joined(collection, first.chunkIds, { epoch })).toEqual(first.chunkIds);
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['three'] });
    expect(await scenario.joined(collection, first.chunkIds, { epoch })).toEqual([]);
  });

  it('drops a deleted document at once, also for readers of an epoch before', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['one'],
    });
    const epoch = await scenario.catalog.collections.epoch(collection.id);
    await scenario.delete([documentId]);
    expect(await scenario.joined(collection, chunkIds, { epoch })).toEqual([]);
  });

  it('drops what access has been taken from since, also for readers of an epoch before', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const { chunkIds } = await scenario.publish(collection, source);
    const epoch = await scenario.catalog.collections.epoch(collection.id);
    await scenario.publish(collection, { ...source, access: ['board'] });
    expect(await scenario.joined(collection, chunkIds, { epoch })).toEqual([]);
    expect(await scenario.joined(collection, chunkIds, { epoch, access: accessOf(['board']) })).toEqual(
      chunkIds,
    );
  });

  it('joins chunks of the collection asked for only', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const other = await scenario.collection('other');
    const { chunkIds } = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    await scenario.publish(other, { externalId: 'a', paragraphs: ['two'] });
    expect(await scenario.joined(other, chunkIds)).toEqual([]);
  });

  it('keeps the chunks of two documents with equal paragraphs apart', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const paragraphs = ['same', 'same', 'different'];
    const [one, two] = await scenario.publishAll(collection, [
      { externalId: 'one', paragraphs },
      { externalId: 'two', paragraphs },
    ]);
    const ids = [...(one?.chunkIds ?? []), ...(two?.chunkIds ?? [])];
    expect(new Set(ids).size).toBe(6);
    expect(await scenario.joined(collection, ids)).toEqual(ids.toSorted());
    await scenario.delete(one === undefined ? [] : [one.documentId]);
    expect(await scenario.joined(collection, ids)).toEqual(two?.chunkIds.toSorted());
  });
}
