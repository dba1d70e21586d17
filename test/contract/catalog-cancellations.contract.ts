import { expect, it } from '@jest/globals';

import { ConflictError, LeaseLostError } from '../../src/domain/errors.js';
import { makeId } from '../../src/domain/ids.js';
import { accessOf, at, everyone } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

const error = { code: 'INTERNAL', message: 'It broke.', retryable: false } as const;
const source = { externalId: 'a', paragraphs: ['one'] };

/** What `cancel` and `retry` of an ingestion keep. */
export function describeCancellations(begin: Begin): void {
  it('cancels what is queued at once: it is never claimed', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [queued] = await scenario.accept(collection, [source]);
    const id = queued?.id ?? makeId('ingestion', 'none');
    const { ingestions, documents } = scenario.catalog;
    const cancelled = await ingestions.cancel(everyone, id, at(50));
    expect(cancelled).toMatchObject({ id, state: 'CANCELLED', attempts: 0, finishedAt: at(50), error: null });
    expect(await ingestions.claim({ owner: 'test', now: at(100), leaseMilliseconds: 1 })).toBeNull();
    expect(await documents.findByExternalId(everyone, collection.id, 'a')).toMatchObject({ state: 'FAILED' });
    const events = await ingestions.events(id, 0, 10);
    expect(events.map(({ seq, ingestion }) => [seq, ingestion.state])).toEqual([
      [1, 'QUEUED'],
      [2, 'CANCELLED'],
    ]);
  });

  it('cancels what is running: its lease is lost, and what it staged and announced is dropped', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { chunkIds, documentId } = await scenario.publish(collection, source);
    const next = { externalId: 'a', paragraphs: ['one', 'two'] };
    const { lease, ingestion, staged } = await scenario.stage(collection, next);
    await scenario.embed(lease);
    const { ingestions, documents } = scenario.catalog;
    const announced = await ingestions.announce(lease);
    expect(await scenario.indexMembers(collection.id)).toHaveLength(2);
    expect(await ingestions.cancel(everyone, ingestion.id, scenario.now())).toMatchObject({
      state: 'CANCELLED',
    });
    await expect(ingestions.renew(lease, at(1000))).rejects.toThrow(LeaseLostError);
    await expect(ingestions.publish(lease, at(1000))).rejects.toThrow(LeaseLostError);
    expect(await scenario.indexMembers(collection.id)).toEqual(chunkIds);
    expect(await scenario.outboxAfter(collection.id, announced)).toContain(staged.chunks[1]?.id);
    const [document] = await documents.findByIds(everyone, [documentId]);
    expect(document).toMatchObject({ state: 'READY', version: 1 });
  });

  it('leaves what another ingestion of the document has staged', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease } = await scenario.stage(collection, source);
    const [behind] = await scenario.accept(collection, [{ externalId: 'a', paragraphs: ['two'] }]);
    const { ingestions, documents } = scenario.catalog;
    await ingestions.cancel(everyone, behind?.id ?? makeId('ingestion', 'none'), scenario.now());
    expect(await documents.findByExternalId(everyone, collection.id, 'a')).toMatchObject({
      state: 'PENDING',
    });
    await scenario.embed(lease);
    await ingestions.publish(lease, scenario.now());
    await ingestions.finish(lease, { state: 'SUCCEEDED', now: scenario.now() });
    expect(await documents.findByExternalId(everyone, collection.id, 'a')).toMatchObject({ state: 'READY' });
  });

  it('cancels nothing that has ended, or whose version is served', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { ingestions } = scenario.catalog;
    const { ingestionId } = await scenario.publish(collection, source);
    await expect(ingestions.cancel(everyone, ingestionId, at(99))).rejects.toThrow(/ended already/);
    const { lease, ingestion } = await scenario.stage(collection, { externalId: 'a', paragraphs: ['two'] });
    await scenario.embed(lease);
    await ingestions.publish(lease, scenario.now());
    await expect(ingestions.cancel(everyone, ingestion.id, at(99))).rejects.toThrow(ConflictError);
    await ingestions.finish(lease, { state: 'SUCCEEDED', now: scenario.now() });
  });

  it('retries what failed or was cancelled, attempts and seq counting on', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, ingestion } = await scenario.stage(collection, source);
    const { ingestions, documents } = scenario.catalog;
    const progress = { chunksTotal: 3, chunksEmbedded: 1, chunksReused: 0, chunksIndexed: 0 };
    await ingestions.advance(lease, { stage: 'EMBED', progress });
    await ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    const retried = await ingestions.retry(everyone, ingestion.id, scenario.now());
    expect(retried).toMatchObject({
      state: 'QUEUED',
      stage: null,
      attempts: 1,
      error: null,
      finishedAt: null,
      progress: { chunksTotal: 0, chunksEmbedded: 0 },
    });
    expect(await documents.findByExternalId(everyone, collection.id, 'a')).toMatchObject({
      state: 'PENDING',
    });
    await ingestions.cancel(everyone, ingestion.id, scenario.now());
    await ingestions.retry(everyone, ingestion.id, scenario.now());
    const published = await scenario.publishNext(source);
    expect(published).toMatchObject({ ingestionId: ingestion.id, version: 1 });
    const events = await ingestions.events(ingestion.id, 0, 100);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    expect(events.map(({ ingestion: { state } }) => state)).toEqual([
      ...['QUEUED', 'RUNNING', 'RUNNING', 'FAILED', 'QUEUED', 'CANCELLED', 'QUEUED', 'RUNNING', 'SUCCEEDED'],
    ]);
    expect(events.at(-1)?.ingestion.attempts).toBe(2);
  });

  it('refuses every write under a lease from before the retry', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { lease, ingestion } = await scenario.stage(collection, source);
    const { ingestions } = scenario.catalog;
    await ingestions.cancel(everyone, ingestion.id, scenario.now());
    await ingestions.retry(everyone, ingestion.id, scenario.now());
    await scenario.claim();
    await expect(ingestions.renew(lease, at(1000))).rejects.toThrow(LeaseLostError);
  });

  it('retries nothing in another state, and nothing that a later ingestion superseded', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const { ingestions } = scenario.catalog;
    const { lease, ingestion } = await scenario.stage(collection, source);
    await expect(ingestions.retry(everyone, ingestion.id, scenario.now())).rejects.toThrow(/is RUNNING/);
    await ingestions.finish(lease, { state: 'FAILED', error, now: scenario.now() });
    const { ingestionId } = await scenario.publish(collection, source);
    await expect(ingestions.retry(everyone, ingestion.id, scenario.now())).rejects.toThrow(
      `superseded by ${ingestionId}`,
    );
    await expect(ingestions.retry(everyone, ingestionId, scenario.now())).rejects.toThrow(ConflictError);
    expect(await ingestions.countUnfinished()).toBe(0);
  });

  it('cancels and retries nothing that is missing or not visible', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const [hidden] = await scenario.accept(collection, [{ ...source, access: ['hr'] }]);
    const { ingestions } = scenario.catalog;
    const ids = [makeId('ingestion', 'none'), hidden?.id ?? makeId('ingestion', 'none')];
    for (const access of [everyone, accessOf(['hr'], 'other')]) {
      for (const id of ids) {
        expect(await ingestions.cancel(access, id, scenario.now())).toBeNull();
        expect(await ingestions.retry(access, id, scenario.now())).toBeNull();
      }
    }
    expect(await ingestions.countUnfinished()).toBe(1);
  });
}
