import { expect, it } from '@jest/globals';

import { makeId } from '../../src/domain/ids.js';
import { accessOf, at, everyone, hashOf } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeDocuments(begin: Begin): void {
  it('shows an accepted document as PENDING, as it was handed in', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const metadata = { year: 1999.5, tags: ['a', 'b'], draft: false };
    const source = { externalId: 'a', paragraphs: ['one'], title: 'A', uri: 'https://a.example', metadata };
    const [ingestion] = await scenario.accept(collection, [{ ...source, mediaType: 'text/markdown' }]);
    const found = await scenario.catalog.documents.findByExternalId(everyone, collection.id, 'a');
    expect(found).toEqual({
      id: ingestion?.documentId,
      tenant: 'default',
      collectionId: collection.id,
      externalId: 'a',
      title: 'A',
      uri: 'https://a.example',
      mediaType: 'text/markdown',
      metadata,
      access: [],
      version: 1,
      contentHash: hashOf('one'),
      state: 'PENDING',
      chunkCount: 0,
      textLength: 0,
      createdAt: at(2),
      updatedAt: at(2),
    });
  });

  it('shows a published document as its current version has it', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    const later = { externalId: 'a', paragraphs: ['one', 'two'], title: 'Later', metadata: { year: 2 } };
    await scenario.publish(collection, { ...later, access: ['staff'] });
    const [found] = await scenario.catalog.documents.findByIds(accessOf(['staff']), [documentId]);
    expect(found).toMatchObject({
      id: documentId,
      title: 'Later',
      mediaType: 'text/plain',
      metadata: { year: 2 },
      access: ['staff'],
      version: 2,
      contentHash: hashOf('one\n\ntwo'),
      state: 'READY',
      chunkCount: 2,
      textLength: 8,
    });
    expect(found?.updatedAt.getTime()).toBeGreaterThan(found?.createdAt.getTime() ?? Infinity);
  });

  it('finds by ids in the order of the ids, null for what is missing', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [one, two] = await scenario.publishAll(collection, [
      { externalId: 'one', paragraphs: ['one'] },
      { externalId: 'two', paragraphs: ['two'] },
    ]);
    const ids = [two?.documentId, makeId('document', 'missing'), one?.documentId].filter(
      (id) => id !== undefined,
    );
    const found = await scenario.catalog.documents.findByIds(everyone, ids);
    expect(found.map((document) => document?.externalId ?? null)).toEqual(['two', null, 'one']);
    expect(await scenario.catalog.documents.findByIds(everyone, [])).toEqual([]);
  });

  it('hides a document from everyone who shares none of its groups, in every read', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const secret = { externalId: 'secret', paragraphs: ['one'], access: ['board', 'audit'] };
    const { documentId, ingestionId, chunkIds } = await scenario.publish(collection, secret);
    const { documents, ingestions } = scenario.catalog;
    const page = { first: 10, after: null };
    const everything = { kind: 'all', filters: [] } as const;
    const seenBy = async (access: typeof everyone) => [
      (await documents.findByExternalId(access, collection.id, 'secret')) !== null,
      (await documents.findByIds(access, [documentId]))[0] !== null,
      (await documents.list(access, collection.id, { ...page, state: null, where: null })).totalCount === 1,
      (await documents.idsWhere(access, collection.id, everything)).length === 1,
      (await documents.findChunks(access, chunkIds))[0] !== null,
      (await documents.chunksOf(access, documentId, page)).totalCount === 1,
      (await documents.text(access, documentId, null)) !== null,
      (await scenario.joined(collection, chunkIds, { access })).length === 1,
      (await ingestions.findByIds(access, [ingestionId]))[0] !== null,
      (await ingestions.list(access, { ...page, collectionId: null, state: null })).totalCount === 1,
    ];
    const all = Array.from({ length: 10 }, () => true);
    expect(await seenBy(accessOf(['staff', 'audit']))).toEqual(all);
    expect(await seenBy(everyone)).toEqual(all.map(() => false));
    expect(await seenBy(accessOf(['staff']))).toEqual(all.map(() => false));
    expect(await seenBy(accessOf(['board'], 'other'))).toEqual(all.map(() => false));
  });

  it('finds chunks of the current version only', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const first = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one', 'two'] });
    const second = await scenario.publish(collection, { externalId: 'a', paragraphs: ['two', 'three'] });
    const [one, two] = first.chunkIds;
    const three = second.chunkIds[1];
    const ids = [three, one, two].filter((id) => id !== undefined);
    const found = await scenario.catalog.documents.findChunks(everyone, ids);
    expect(found).toEqual([
      {
        id: three,
        documentId: first.documentId,
        ordinal: 1,
        text: 'three',
        span: { start: 5, end: 10 },
        headingPath: [],
        page: null,
      },
      null,
      {
        id: two,
        documentId: first.documentId,
        ordinal: 0,
        text: 'two',
        span: { start: 0, end: 3 },
        headingPath: [],
        page: null,
      },
    ]);
  });

  it('keeps heading paths and pages', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, [{ externalId: 'a', paragraphs: ['one'] }]);
    const { lease, ingestion } = await scenario.claim();
    const id = makeId('chunk', 'a');
    const place = { ordinal: 0, text: 'one', span: { start: 0, end: 3 }, page: 7, headingPath: ['Ü', '"b"'] };
    const chunk = { id, ...place, embeddedText: 'one', embeddedHash: hashOf('one') };
    const version = { title: null, mediaType: 'text/plain', text: 'one', chunks: [chunk] };
    await scenario.catalog.ingestions.stage(lease, version);
    await scenario.catalog.ingestions.publish(lease, scenario.now());
    const [found] = await scenario.catalog.documents.findChunks(everyone, [id]);
    expect(found).toEqual({ id, documentId: ingestion.documentId, ...place });
  });

  it('reads the text of every version it keeps, as long as the text was', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const texts = ['plain', 'with 😀 and é\r\n\ttabs', 'quotes \' " and \\ and ${x}'];
    let documentId = makeId('document', 'none');
    for (const text of texts)
      ({ documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs: [text] }));
    const { documents } = scenario.catalog;
    const read = await Promise.all([1, 2, 3, null].map((v) => documents.text(everyone, documentId, v)));
    expect(read).toEqual([...texts, texts[2]]);
    expect(await documents.text(everyone, documentId, 4)).toBeNull();
  });

  it('drops the texts of versions beyond those it keeps', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    let documentId = makeId('document', 'none');
    for (const text of ['one', 'two', 'three', 'four', 'five'])
      ({ documentId } = await scenario.publish(collection, { externalId: 'a', paragraphs: [text] }));
    const { documents } = scenario.catalog;
    const read = await Promise.all([1, 2, 3, 4, 5].map((v) => documents.text(everyone, documentId, v)));
    expect(read).toEqual([null, null, 'three', 'four', 'five']);
  });

  it('keeps a text that a later version repeats', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    let documentId = makeId('document', 'none');
    for (const year of [1, 2, 3, 4])
      ({ documentId } = await scenario.publish(collection, {
        externalId: 'a',
        paragraphs: ['same'],
        metadata: { year },
      }));
    expect(await scenario.catalog.documents.text(everyone, documentId, null)).toBe('same');
    expect(await scenario.catalog.documents.text(everyone, documentId, 1)).toBeNull();
  });

  it('shows nothing of a version that is only staged', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const { lease, ingestion, staged } = await scenario.stage(collection, source);
    await scenario.embed(lease);
    await scenario.catalog.ingestions.announce(lease);
    const { documents } = scenario.catalog;
    const chunkIds = staged.chunks.map(({ id }) => id);
    expect(await documents.text(everyone, ingestion.documentId, null)).toBeNull();
    expect(await documents.text(everyone, ingestion.documentId, 1)).toBeNull();
    expect(await documents.findChunks(everyone, chunkIds)).toEqual([null]);
    expect(await scenario.joined(collection, chunkIds)).toEqual([]);
    expect(await scenario.joined(collection, chunkIds, { epoch: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });
}
