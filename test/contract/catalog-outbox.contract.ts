import { expect, it } from '@jest/globals';

import type { ChunkId } from '../../src/domain/ids.js';
import { at, everyone, stagedVersion, vectorOf } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeOutbox(begin: Begin): void {
  it('is empty for a collection without documents', async () => {
    const scenario = await begin();
    const { id } = await scenario.collection();
    const { outbox } = scenario.catalog;
    expect(await outbox.head(id)).toBe(0);
    expect(await outbox.prunedThrough(id)).toBe(0);
    expect(await outbox.read(id, 0, 10)).toEqual([]);
    expect(await outbox.scan(id, null, 10)).toEqual([]);
  });

  it('sends the new chunks when they are announced, and nothing more for a first version', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const source = { externalId: 'a', paragraphs: ['one', 'two'] };
    const { lease, staged } = await scenario.stage(collection, source);
    await scenario.embed(lease);
    const { outbox, ingestions } = scenario.catalog;
    const sequence = await ingestions.announce(lease);
    const chunkIds = staged.chunks.map(({ id }) => id);
    expect(sequence).toBeGreaterThan(0);
    expect(await outbox.read(collection.id, 0, 10)).toEqual([
      { sequence, collectionId: collection.id, chunkIds },
    ]);
    expect(await ingestions.publish(lease, scenario.now())).toBe(0);
    expect(await outbox.head(collection.id)).toBe(sequence);
  });

  it('announces a version once, however often it is asked to', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['one'] });
    const sequence = await scenario.catalog.ingestions.announce(lease);
    const { lease: next } = await scenario.claim(at(1_000_000));
    expect(await scenario.catalog.ingestions.announce(next)).toBe(sequence);
    expect(await scenario.catalog.outbox.head(collection.id)).toBe(sequence);
  });

  it('sends what was not announced with the flip', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, staged } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['one'] });
    await scenario.embed(lease);
    const sequence = await scenario.catalog.ingestions.publish(lease, scenario.now());
    expect(sequence).toBe(await scenario.catalog.outbox.head(collection.id));
    expect(await scenario.outboxAfter(collection.id, 0)).toEqual(staged.chunks.map(({ id }) => id));
  });

  it('sends with a flip the chunks that left, and the shared ones because their facts changed', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const first = await scenario.publish(collection, { externalId: 'a', paragraphs: ['one', 'both'] });
    const source = { externalId: 'a', paragraphs: ['both', 'two'] };
    const { lease, staged } = await scenario.stage(collection, source);
    await scenario.embed(lease);
    const { ingestions } = scenario.catalog;
    const announced = await ingestions.announce(lease);
    expect(await scenario.outboxAfter(collection.id, announced - 1)).toEqual([staged.chunks[1]?.id]);
    const published = await ingestions.publish(lease, scenario.now());
    expect(published).toBeGreaterThan(announced);
    expect((await scenario.outboxAfter(collection.id, announced)).toSorted()).toEqual(
      first.chunkIds.toSorted(),
    );
  });

  it('sends with a flip only the chunks that left where the facts stay the same', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const one = { externalId: 'a', paragraphs: ['one', 'both'] };
    const two = { externalId: 'a', paragraphs: ['both', 'two'] };
    // Handed in at the same instant: `updatedAt` is a fact as well.
    for (const source of [one, two]) await scenario.accept(collection, [source], at(1));
    const first = await scenario.publishNext(one);
    const head = await scenario.catalog.outbox.head(collection.id);
    const second = await scenario.publishNext(two);
    const expected = [first.chunkIds[0], second.chunkIds[1]];
    expect((await scenario.outboxAfter(collection.id, head)).toSorted()).toEqual(expected.toSorted());
  });

  it('splits many chunks over entries of at most 256', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const paragraphs = Array.from({ length: 600 }, (_, index) => `paragraph ${index}`);
    const { chunkIds } = await scenario.publish(collection, { externalId: 'a', paragraphs });
    const entries = await scenario.catalog.outbox.read(collection.id, 0, 10);
    expect(entries.map((entry) => entry.chunkIds.length)).toEqual([256, 256, 88]);
    expect(entries.flatMap((entry) => [...entry.chunkIds])).toEqual(chunkIds);
    const sequences = entries.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((left, right) => left - right));
    expect(await scenario.catalog.outbox.head(collection.id)).toBe(sequences.at(-1));
  });

  it('reads one collection, after a sequence, as many as asked for', async () => {
    const scenario = await begin();
    const one = await scenario.collection('one');
    const two = await scenario.collection('two');
    for (const externalId of ['a', 'b', 'c']) {
      await scenario.publish(one, { externalId, paragraphs: [externalId] });
      await scenario.publish(two, { externalId, paragraphs: [externalId] });
    }
    const { outbox } = scenario.catalog;
    const all = await outbox.read(one.id, 0, 10);
    expect(all.map(({ collectionId }) => collectionId)).toEqual([one.id, one.id, one.id]);
    expect(await outbox.read(one.id, all[0]?.sequence ?? 0, 1)).toEqual([all[1]]);
    expect(await outbox.head(one.id)).toBe(all[2]?.sequence);
    expect(await outbox.head(two.id)).toBeGreaterThan(await outbox.head(one.id));
  });

  it('prunes what the index has applied, and says how far', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const other = await scenario.collection('other');
    for (const externalId of ['a', 'b', 'c'])
      await scenario.publish(collection, { externalId, paragraphs: [externalId] });
    await scenario.publish(other, { externalId: 'a', paragraphs: ['a'] });
    const { outbox } = scenario.catalog;
    const [, second, third] = await outbox.read(collection.id, 0, 10);
    const sequence = second?.sequence ?? 0;
    await outbox.prune(collection.id, sequence);
    expect(await outbox.read(collection.id, 0, 10)).toEqual([third]);
    expect(await outbox.prunedThrough(collection.id)).toBe(sequence);
    await outbox.prune(collection.id, sequence - 1);
    expect(await outbox.prunedThrough(collection.id)).toBe(sequence);
    await outbox.prune(collection.id, Number.MAX_SAFE_INTEGER);
    expect(await outbox.head(collection.id)).toBe(third?.sequence);
    expect(await outbox.prunedThrough(collection.id)).toBe(third?.sequence);
    expect(await outbox.read(other.id, 0, 10)).toHaveLength(1);
    expect(await outbox.prunedThrough(other.id)).toBe(0);
    const later = await scenario.publish(collection, { externalId: 'd', paragraphs: ['d'] });
    expect(await scenario.outboxAfter(collection.id, third?.sequence ?? 0)).toEqual(later.chunkIds);
  });

  it('describes the chunks that belong in the index as they are now, and passes over the others', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const first = await scenario.publish(collection, { externalId: 'a', paragraphs: ['old', 'both'] });
    const source = { externalId: 'a', paragraphs: ['both', 'new'], title: null, metadata: { year: 7 } };
    const second = await scenario.publish(collection, { ...source, access: ['board'] });
    const { outbox } = scenario.catalog;
    const described = await outbox.describe(collection.id, [...first.chunkIds, ...second.chunkIds]);
    expect(described.map(({ chunkId }) => chunkId).toSorted()).toEqual(second.chunkIds.toSorted());
    expect(described.find(({ chunkId }) => chunkId === second.chunkIds[0])).toEqual({
      chunkId: second.chunkIds[0],
      documentId: first.documentId,
      tenant: 'default',
      access: ['board'],
      facts: expect.objectContaining({ externalId: 'a', title: null, metadata: { year: 7 } }),
      embeddedText: 'both',
      vector: vectorOf('both'),
    });
    const other = await scenario.collection('other');
    expect(await outbox.describe(other.id, second.chunkIds)).toEqual([]);
  });

  it('describes an announced chunk with the facts it will have, and a shared one with those it has', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { chunkIds } = await scenario.publish(collection, {
      externalId: 'a',
      paragraphs: ['both'],
      metadata: { year: 1 },
    });
    const source = { externalId: 'a', paragraphs: ['both', 'new'], metadata: { year: 2 } };
    const { lease, staged } = await scenario.stage(collection, source);
    await scenario.embed(lease);
    const { outbox, ingestions, documents } = scenario.catalog;
    const ids = staged.chunks.map(({ id }) => id);
    const facts = async () => {
      const rows = await outbox.describe(collection.id, ids);
      return new Map<ChunkId, unknown>(rows.map((row) => [row.chunkId, row.facts]));
    };
    expect([...(await facts()).keys()]).toEqual(chunkIds);
    await ingestions.announce(lease);
    const announced = await facts();
    await ingestions.publish(lease, scenario.now());
    const published = await facts();
    const [both, fresh] = ids;
    if (both === undefined || fresh === undefined) throw new Error('two chunks were staged');
    expect(announced.get(fresh)).toEqual(published.get(fresh));
    expect(announced.get(both)).toMatchObject({ metadata: { year: 1 } });
    expect(published.get(both)).toMatchObject({ metadata: { year: 2 } });
    const document = await documents.findByExternalId(everyone, collection.id, 'a');
    expect(published.get(fresh)).toMatchObject({ updatedAt: document?.updatedAt.toISOString() });
  });

  it('scans all that belongs in the index by chunk id, page by page', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const other = await scenario.collection('other');
    await scenario.publish(other, { externalId: 'a', paragraphs: ['elsewhere'] });
    const expected: ChunkId[] = [];
    for (const externalId of ['a', 'b', 'c']) {
      await scenario.publish(collection, { externalId, paragraphs: ['old', 'both'] });
      const { chunkIds } = await scenario.publish(collection, { externalId, paragraphs: ['both', 'new'] });
      expected.push(...chunkIds);
    }
    await scenario.stage(collection, { externalId: 'd', paragraphs: ['not announced'] });
    expect(await scenario.indexMembers(collection.id, 1)).toEqual(expected.toSorted());
    expect(await scenario.indexMembers(collection.id, 4)).toEqual(expected.toSorted());
    const [first] = await scenario.catalog.outbox.scan(collection.id, null, 1);
    expect(first?.vector).toEqual(vectorOf(first?.embeddedText ?? ''));
  });

  it('lets announced chunks leave the index when the version is staged anew without them', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, ingestion, staged } = await scenario.stage(collection, {
      externalId: 'a',
      paragraphs: ['one'],
    });
    await scenario.embed(lease);
    const { ingestions } = scenario.catalog;
    const announced = await ingestions.announce(lease);
    expect(await scenario.indexMembers(collection.id)).toHaveLength(1);
    await ingestions.stage(
      lease,
      stagedVersion(ingestion.documentId, { externalId: 'a', paragraphs: ['two'] }),
    );
    expect(await scenario.indexMembers(collection.id)).toEqual([]);
    expect(await scenario.outboxAfter(collection.id, announced)).toEqual(staged.chunks.map(({ id }) => id));
  });
}
