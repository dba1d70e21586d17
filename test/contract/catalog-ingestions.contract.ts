import { expect, it } from '@jest/globals';

import { LeaseLostError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import { at, everyone, hashOf, stagedVersion, vectorOf } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

const error = { code: 'INTERNAL', message: 'It broke.', retryable: true } as const;
const progress = { chunksTotal: 3, chunksEmbedded: 2, chunksReused: 1, chunksIndexed: 0 };

export function describeIngestions(begin: Begin): void {
  it('accepts a batch in its order, each ingestion QUEUED with its first event', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const accepted = await scenario.accept(collection, sources('b', 'a', 'c'));
    expect(accepted.map(({ externalId }) => externalId)).toEqual(['b', 'a', 'c']);
    expect(accepted[0]).toMatchObject({
      collectionId: collection.id,
      tenant: 'default',
      state: 'QUEUED',
      stage: null,
      attempts: 0,
      error: null,
      createdAt: at(2),
      finishedAt: null,
    });
    const { ingestions } = scenario.catalog;
    const ids = accepted.map(({ id }) => id);
    expect(await ingestions.findByIds(everyone, ids.toReversed())).toEqual(accepted.toReversed());
    expect(await ingestions.events(ids[1] ?? makeId('ingestion', 'none'), 0, 10)).toEqual([
      { seq: 1, ingestion: accepted[1] },
    ]);
    expect(await ingestions.countUnfinished()).toBe(3);
  });

  it('accepts a thousand documents at once', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const names = Array.from({ length: 1000 }, (_, index) => `document ${index}`);
    const accepted = await scenario.accept(collection, sources(...names));
    expect(accepted.map(({ externalId }) => externalId)).toEqual(names);
    expect(await scenario.catalog.ingestions.countUnfinished()).toBe(1000);
  });

  it('takes a known external id for the same document', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const other = await scenario.collection('other');
    const [first] = await scenario.accept(collection, sources('a'));
    const [again, fresh] = await scenario.accept(collection, sources('a', 'b'));
    const [elsewhere] = await scenario.accept(other, sources('a'));
    expect(again?.documentId).toBe(first?.documentId);
    expect(new Set([first, fresh, elsewhere].map((ingestion) => ingestion?.documentId)).size).toBe(3);
  });

  it('accepts all or none', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [first] = await scenario.accept(collection, sources('a'));
    if (first === undefined) throw new Error('nothing was accepted');
    const document = (ingestionId: typeof first.id, externalId: string) => ({
      ingestionId,
      documentId: makeId('document', externalId),
      draft: {
        externalId,
        title: null,
        uri: null,
        mediaType: null,
        metadata: {},
        access: [],
        contentHash: hashOf(externalId),
        byteLength: 1,
      },
    });
    const documents = [document(makeId('ingestion', 'fresh'), 'b'), document(first.id, 'c')];
    const { tenant, id } = collection;
    const again = scenario.catalog.ingestions.accept({
      tenant,
      collectionId: id,
      documents,
      now: scenario.now(),
    });
    await expect(again).rejects.toThrow();
    expect(await scenario.catalog.ingestions.countUnfinished()).toBe(1);
    expect(await scenario.catalog.documents.findByExternalId(everyone, id, 'b')).toBeNull();
  });

  it('claims in the order of acceptance, until there is nothing left', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('b', 'a'));
    const source = { externalId: 'c', paragraphs: ['x'], title: 'C', uri: 'u', mediaType: 'text/markdown' };
    await scenario.accept(collection, [{ ...source, metadata: { year: 1 }, access: ['g'] }]);
    const claimed = [await scenario.claim(), await scenario.claim(), await scenario.claim()];
    expect(claimed.map(({ ingestion }) => ingestion.externalId)).toEqual(['b', 'a', 'c']);
    expect(claimed[2]).toMatchObject({
      collection,
      ingestion: { state: 'RUNNING', attempts: 1 },
      draft: {
        externalId: 'c',
        title: 'C',
        uri: 'u',
        mediaType: 'text/markdown',
        metadata: { year: 1 },
        access: ['g'],
        contentHash: hashOf('x'),
        byteLength: 1,
      },
      stagedVersion: null,
      published: false,
    });
    const request = { owner: 'test', now: scenario.now(), leaseMilliseconds: 1000 };
    expect(await scenario.catalog.ingestions.claim(request)).toBeNull();
  });

  it('claims nothing of a document before its earlier ingestion is finished', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a', 'b'));
    await scenario.accept(collection, sources('a', 'c'));
    const first = await scenario.claim();
    expect((await scenario.claim()).ingestion.externalId).toBe('b');
    expect((await scenario.claim()).ingestion.externalId).toBe('c');
    const now = scenario.now();
    const request = { owner: 'test', now, leaseMilliseconds: 1000 };
    expect(await scenario.catalog.ingestions.claim(request)).toBeNull();
    await scenario.catalog.ingestions.postpone(first.lease, at(1000), error);
    expect(await scenario.catalog.ingestions.claim(request)).toBeNull();
    const resumed = await scenario.claim(at(1000));
    expect(resumed.ingestion.id).toBe(first.ingestion.id);
    await scenario.catalog.ingestions.finish(resumed.lease, { state: 'FAILED', error, now });
    expect((await scenario.claim()).ingestion.externalId).toBe('a');
  });

  it('claims again what a lease ran out on, with a higher token', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a'));
    const first = await scenario.claim(at(100));
    const request = { owner: 'other', leaseMilliseconds: 1000 };
    expect(await scenario.catalog.ingestions.claim({ ...request, now: at(159) })).toBeNull();
    const second = await scenario.claim(at(160));
    expect(second.ingestion).toMatchObject({ id: first.ingestion.id, attempts: 2, state: 'RUNNING' });
    expect(second.lease.token).toBeGreaterThan(first.lease.token);
  });

  it('keeps a lease that is renewed', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a'));
    const { lease } = await scenario.claim(at(100));
    await scenario.catalog.ingestions.renew(lease, at(500));
    const request = { owner: 'other', leaseMilliseconds: 1000 };
    expect(await scenario.catalog.ingestions.claim({ ...request, now: at(499) })).toBeNull();
    expect(await scenario.catalog.ingestions.claim({ ...request, now: at(500) })).not.toBeNull();
  });

  it('lets all leases expire at once', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a', 'b'));
    await scenario.claim(at(100));
    const second = await scenario.claim(at(100));
    await scenario.catalog.ingestions.finish(second.lease, { state: 'UNCHANGED', now: at(101) });
    await scenario.catalog.ingestions.expireLeases();
    expect((await scenario.claim(at(0))).ingestion).toMatchObject({ externalId: 'a', attempts: 2 });
  });

  it('refuses every write under a lease that was taken over', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const { lease, ingestion, staged } = await scenario.stage(collection, source);
    const { lease: newer } = await scenario.claim(at(1_000_000));
    const { ingestions } = scenario.catalog;
    const now = scenario.now();
    const before = await ingestions.events(ingestion.id, 0, 100);
    const vectors = [{ embeddedHash: hashOf('one'), vector: vectorOf('one') }];
    const writes = [
      () => ingestions.renew(lease, now),
      () => ingestions.advance(lease, { stage: 'EMBED', progress }),
      () => ingestions.stage(lease, staged),
      () => ingestions.putVectors(lease, vectors),
      () => ingestions.announce(lease),
      () => ingestions.publish(lease, now),
      () => ingestions.finish(lease, { state: 'SUCCEEDED', now }),
      () => ingestions.postpone(lease, now, error),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(LeaseLostError);
    expect(await ingestions.events(ingestion.id, 0, 100)).toEqual(before);
    expect(await ingestions.unembedded(newer, 10)).toMatchObject({ missingTotal: 1 });
  });

  it('refuses writes under a lease after the ingestion is finished or postponed', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a', 'b'));
    const { ingestions } = scenario.catalog;
    const [finished, postponed] = [await scenario.claim(), await scenario.claim()];
    await ingestions.finish(finished.lease, { state: 'UNCHANGED', now: scenario.now() });
    await ingestions.postpone(postponed.lease, scenario.now(), error);
    for (const { lease } of [finished, postponed])
      await expect(ingestions.advance(lease, { stage: 'EMBED', progress })).rejects.toThrow(LeaseLostError);
  });

  it('appends one event with every change, numbered without gaps', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a'));
    const first = await scenario.claim();
    const { ingestions } = scenario.catalog;
    await ingestions.advance(first.lease, { stage: 'CHUNK', progress });
    await ingestions.postpone(first.lease, at(0), error);
    const second = await scenario.claim();
    await ingestions.finish(second.lease, { state: 'FAILED', error, now: at(50) });
    const events = await ingestions.events(first.ingestion.id, 0, 100);
    expect(events.map(({ seq, ingestion: i }) => [seq, i.state, i.stage, i.attempts, i.error])).toEqual([
      [1, 'QUEUED', null, 0, null],
      [2, 'RUNNING', null, 1, null],
      [3, 'RUNNING', 'CHUNK', 1, null],
      [4, 'QUEUED', 'CHUNK', 1, error],
      [5, 'RUNNING', 'CHUNK', 2, null],
      [6, 'FAILED', 'CHUNK', 2, error],
    ]);
    expect(events[2]?.ingestion.progress).toEqual(progress);
    expect(events[5]?.ingestion.finishedAt).toEqual(at(50));
    expect(await ingestions.events(first.ingestion.id, 3, 2)).toEqual(events.slice(3, 5));
    expect(await ingestions.findByIds(everyone, [first.ingestion.id])).toEqual([events[5]?.ingestion]);
    expect(await ingestions.countUnfinished()).toBe(0);
  });

  it('postpones until the time given', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, sources('a', 'b'));
    const first = await scenario.claim();
    await scenario.catalog.ingestions.postpone(first.lease, at(500), error);
    expect((await scenario.claim(at(499))).ingestion.externalId).toBe('b');
    const request = { owner: 'test', now: at(499), leaseMilliseconds: 1e9 };
    expect(await scenario.catalog.ingestions.claim(request)).toBeNull();
    expect((await scenario.claim(at(500))).ingestion.externalId).toBe('a');
  });

  it('is unchanged only where bytes, title, uri, media type, metadata and access are those of the current version', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = {
      externalId: 'a',
      paragraphs: ['one'],
      title: 'T',
      uri: 'u',
      mediaType: 'text/plain',
      metadata: { year: 1, tags: ['x', 'y'] },
      access: ['g', 'h'],
    };
    const isUnchanged = async (change: Partial<typeof source>) => {
      await scenario.accept(collection, [{ ...source, ...change }]);
      const { lease } = await scenario.claim();
      const unchanged = await scenario.catalog.ingestions.isUnchanged(lease);
      await scenario.catalog.ingestions.finish(lease, { state: 'UNCHANGED', now: scenario.now() });
      return unchanged;
    };
    expect(await isUnchanged({})).toBe(false);
    await scenario.publish(collection, source);
    expect(await isUnchanged({})).toBe(true);
    expect(await isUnchanged({ metadata: { tags: ['x', 'y'], year: 1 }, access: ['h', 'g'] })).toBe(true);
    expect(await isUnchanged({ paragraphs: ['two'] })).toBe(false);
    expect(await isUnchanged({ title: 'U' })).toBe(false);
    expect(await isUnchanged({ uri: 'v' })).toBe(false);
    expect(await isUnchanged({ mediaType: 'text/markdown' })).toBe(false);
    expect(await isUnchanged({ metadata: { year: 2, tags: ['x', 'y'] } })).toBe(false);
    expect(await isUnchanged({ metadata: { year: 1, tags: ['y', 'x'] } })).toBe(false);
    expect(await isUnchanged({ access: ['g'] })).toBe(false);
    expect(await isUnchanged({ externalId: 'other' })).toBe(false);
  });

  it('says which version an earlier attempt staged, and whether it was published', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['zero'] });
    await scenario.stage(collection, source);
    const resumed = await scenario.claim(at(1_000_000));
    expect(resumed).toMatchObject({ stagedVersion: 2, published: false });
    await scenario.embed(resumed.lease);
    await scenario.catalog.ingestions.publish(resumed.lease, scenario.now());
    const last = await scenario.claim(at(2_000_000));
    expect(last).toMatchObject({ stagedVersion: null, published: true });
    await scenario.catalog.ingestions.finish(last.lease, { state: 'SUCCEEDED', now: scenario.now() });
  });

  it('leaves a document FAILED that never had a version, and PENDING again with the next ingestion', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'] };
    const state = async () =>
      (await scenario.catalog.documents.findByExternalId(everyone, collection.id, 'a'))?.state;
    const { lease } = await scenario.stage(collection, source);
    await scenario.catalog.ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    expect(await state()).toBe('FAILED');
    await scenario.accept(collection, [source]);
    expect(await state()).toBe('PENDING');
    const { lease: second } = await scenario.claim();
    await scenario.catalog.ingestions.finish(second, { state: 'CANCELLED', now: scenario.now() });
    expect(await state()).toBe('FAILED');
    await scenario.publish(collection, source);
    expect(await state()).toBe('READY');
  });

  it('goes on serving the version before where a later ingestion fails', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { documentId, chunkIds } = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['one'],
    });
    const source = { externalId: 'a', paragraphs: ['two'] };
    const { lease } = await scenario.stage(collection, source);
    await scenario.catalog.ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    const [document] = await scenario.catalog.documents.findByIds(everyone, [documentId]);
    expect(document).toMatchObject({ state: 'READY', version: 1 });
    expect(await scenario.catalog.documents.text(everyone, documentId, null)).toBe('one');
    expect(await scenario.joined(collection, chunkIds)).toEqual(chunkIds);
  });

  it('keeps the words of a document as they were handed in', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const text = 'Grüße, 世界 😀 — "quoted" \\ \t';
    const source = { externalId: text, paragraphs: [text], title: text, metadata: { note: text } };
    const { documentId, chunkIds } = await scenario.publish(collection, source);
    const [document] = await scenario.catalog.documents.findByIds(everyone, [documentId]);
    expect(document).toMatchObject({ externalId: text, title: text, metadata: { note: text } });
    const [chunk] = await scenario.catalog.documents.findChunks(everyone, chunkIds);
    expect(chunk?.text).toBe(text);
    expect(stagedVersion(documentId, source).chunks[0]?.id).toBe(chunkIds[0]);
  });
}

function sources(...externalIds: string[]) {
  return externalIds.map((externalId) => ({ externalId, paragraphs: [externalId] }));
}
