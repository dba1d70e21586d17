import { expect, it } from '@jest/globals';

import { at, everyone, hashOf, stagedVersion, vectorOf } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

const error = { code: 'INTERNAL', message: 'It broke.', retryable: false } as const;

export function describeVersions(begin: Begin): void {
  it('counts versions up from 1 by the current one', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const publish = (text: string) => scenario.publish(collection, { externalId: 'a', paragraphs: [text] });
    expect((await publish('one')).version).toBe(1);
    expect((await publish('two')).version).toBe(2);
    const { lease, version } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['x'] });
    expect(version).toBe(3);
    await scenario.catalog.ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    expect((await publish('three')).version).toBe(3);
  });

  it('has the metadata that was staged, and compares what is handed in later with what was handed in', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one'], metadata: { note: 'x' } };
    const completed = { note: 'x', year: 1 };
    const { documentId } = await scenario.publish(collection, { ...source, completed });
    const { documents, ingestions } = scenario.catalog;
    expect(await documents.findByIds(everyone, [documentId])).toMatchObject([{ metadata: completed }]);
    const where = { kind: 'field', name: 'year', type: 'NUMBER', builtIn: false } as const;
    const condition = { operator: 'eq', value: 1 } as const;
    expect(await documents.idsWhere(everyone, collection.id, { ...where, condition })).toEqual([documentId]);
    await scenario.accept(collection, [source]);
    expect(await ingestions.isUnchanged((await scenario.claim()).lease)).toBe(true);
  });

  it('replaces what was staged when it is staged again', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, ingestion } = await scenario.stage(collection, {
      externalId: 'a',
      paragraphs: ['one', 'two'],
    });
    const again = stagedVersion(ingestion.documentId, { externalId: 'a', paragraphs: ['two', 'three'] });
    const { ingestions, documents } = scenario.catalog;
    expect(await ingestions.stage(lease, again)).toBe(1);
    const { missing, total } = await ingestions.unembedded(lease, 10);
    expect(missing.map(({ embeddedText }) => embeddedText)).toEqual(['two', 'three']);
    expect(total).toBe(2);
    await scenario.embed(lease);
    await ingestions.publish(lease, scenario.now());
    expect(await documents.text(everyone, ingestion.documentId, 1)).toBe('two\n\nthree');
    expect(await scenario.indexMembers(collection.id)).toEqual(again.chunks.map(({ id }) => id).toSorted());
  });

  it('stages a document of thousands of chunks whole', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const paragraphs = Array.from({ length: 3000 }, (_, index) => `paragraph ${index}`);
    const { documentId, chunkIds } = await scenario.publish(collection, { externalId: 'a', paragraphs });
    const { documents } = scenario.catalog;
    const last = await documents.findChunks(everyone, chunkIds.slice(-1));
    expect(last[0]).toMatchObject({ ordinal: 2999, text: 'paragraph 2999' });
    expect((await documents.chunksOf(everyone, documentId, { first: 1, after: null })).totalCount).toBe(3000);
    expect(await scenario.joined(collection, chunkIds)).toHaveLength(3000);
  });

  it('gives distinct texts without a vector, in the order of the document, as many as asked for', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const paragraphs = ['b', 'a', 'b', 'c'];
    const { lease } = await scenario.stage(collection, { externalId: 'a', paragraphs });
    const { ingestions } = scenario.catalog;
    expect(await ingestions.unembedded(lease, 2)).toEqual({
      missing: [
        { embeddedHash: hashOf('b'), embeddedText: 'b' },
        { embeddedHash: hashOf('a'), embeddedText: 'a' },
      ],
      missingTotal: 3,
      total: 3,
    });
    await ingestions.putVectors(lease, [{ embeddedHash: hashOf('a'), vector: vectorOf('a') }]);
    expect(await ingestions.unembedded(lease, 1)).toEqual({
      missing: [{ embeddedHash: hashOf('b'), embeddedText: 'b' }],
      missingTotal: 2,
      total: 3,
    });
    await scenario.embed(lease);
    expect(await ingestions.unembedded(lease, 10)).toEqual({ missing: [], missingTotal: 0, total: 3 });
  });

  it('takes vectors put twice, and a document without chunks', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['one'] });
    const vectors = [{ embeddedHash: hashOf('one'), vector: vectorOf('one') }];
    await scenario.catalog.ingestions.putVectors(lease, vectors);
    await scenario.catalog.ingestions.putVectors(lease, vectors);
    await scenario.catalog.ingestions.putVectors(lease, []);
    expect((await scenario.catalog.ingestions.unembedded(lease, 10)).missingTotal).toBe(0);
    const empty = await scenario.publish(collection, { externalId: 'b', paragraphs: [] });
    expect(empty).toMatchObject({ version: 1, chunkIds: [], sequence: 0 });
  });

  it('shares vectors between the documents of a tenant and model, and with no other', async () => {
    const scenario = await begin();
    const source = { externalId: 'a', paragraphs: ['same'] };
    const collection = await scenario.collection('one');
    await scenario.publish(collection, source);
    const missing = async (name: string, options: { tenant?: string; fingerprint?: string }) => {
      const { lease } = await scenario.stage(await scenario.collection(name, options), source);
      return (await scenario.catalog.ingestions.unembedded(lease, 10)).missingTotal;
    };
    expect(await missing('two', {})).toBe(0);
    expect(await missing('three', { fingerprint: 'test-hash-2' })).toBe(1);
    expect(await missing('four', { tenant: 'other' })).toBe(1);
  });

  it('embeds only the texts that an edit changed', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['one', 'two', 'three'] });
    const source = { externalId: 'a', paragraphs: ['zero', 'one', 'three'] };
    const { lease } = await scenario.stage(collection, source);
    const { missing, total } = await scenario.catalog.ingestions.unembedded(lease, 10);
    expect(missing.map(({ embeddedText }) => embeddedText)).toEqual(['zero']);
    expect(total).toBe(3);
  });

  it('keeps what was embedded for the next attempt', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one', 'two'] };
    const { lease } = await scenario.stage(collection, source);
    const vectors = [{ embeddedHash: hashOf('one'), vector: vectorOf('one') }];
    await scenario.catalog.ingestions.putVectors(lease, vectors);
    const { lease: next } = await scenario.claim(at(1_000_000));
    const { missing } = await scenario.catalog.ingestions.unembedded(next, 10);
    expect(missing.map(({ embeddedText }) => embeddedText)).toEqual(['two']);
  });

  it('forgets a vector with the last chunk that uses it', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const missing = async (paragraphs: string[]) => {
      const { lease } = await scenario.stage(collection, { externalId: 'probe', paragraphs });
      const result = await scenario.catalog.ingestions.unembedded(lease, 10);
      await scenario.catalog.ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
      return result.missing.map(({ embeddedText }) => embeddedText);
    };
    const publish = (externalId: string, paragraphs: string[]) =>
      scenario.publish(collection, { externalId, paragraphs });
    await publish('a', ['shared', 'own']);
    await publish('b', ['shared']);
    await publish('a', ['new']);
    // The version before still has them, for readers of the epoch before.
    expect(await missing(['shared', 'own'])).toEqual([]);
    await publish('a', ['newer']);
    expect(await missing(['shared', 'own'])).toEqual(['own']);
  });

  it('drops what was staged when the ingestion fails', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, staged } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['one'] });
    await scenario.embed(lease);
    await scenario.catalog.ingestions.announce(lease);
    const head = await scenario.catalog.outbox.head(collection.id);
    await scenario.catalog.ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    expect(await scenario.indexMembers(collection.id)).toEqual([]);
    const chunkIds = staged.chunks.map(({ id }) => id);
    expect(await scenario.outboxAfter(collection.id, head)).toEqual(chunkIds);
    const { lease: next } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['one'] });
    expect((await scenario.catalog.ingestions.unembedded(next, 10)).missingTotal).toBe(1);
  });

  it('refuses to announce or publish where nothing is staged', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['one'] });
    await scenario.accept(collection, [{ externalId: 'a', paragraphs: ['two'] }]);
    const { lease } = await scenario.claim();
    await expect(scenario.catalog.ingestions.announce(lease)).rejects.toThrow('staged no version');
    await expect(scenario.catalog.ingestions.publish(lease, scenario.now())).rejects.toThrow(
      'staged no version',
    );
  });
}
