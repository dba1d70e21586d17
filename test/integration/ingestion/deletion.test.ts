import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import type { DeletionReceipt } from '../../../src/domain/deletion.js';
import { ForbiddenError } from '../../../src/domain/errors.js';
import { makeId, type DocumentId } from '../../../src/domain/ids.js';
import { compileAccess, defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { retrievalCachePrefix } from '../../../src/services/caching/retrieval-cache-key.js';
import { ScaledClock } from '../../support/scaled-clock.js';
import { Fuse } from './fuse.js';
import {
  createProcess,
  createStores,
  indexAndCatalog,
  never,
  textDocument,
  type Process,
  type Stores,
} from './ingestion-stack.js';
import { ObservedEmbedder } from './observed-embedder.js';

const access = compileAccess(defaultPrincipal);

jest.setTimeout(60_000);
const stranger = { ...defaultPrincipal, tenant: 'other' as typeof defaultPrincipal.tenant };

describe('deletion', () => {
  let embedder: ObservedEmbedder;
  let stores: Stores;
  let server: Process;

  beforeEach(async () => {
    embedder = new ObservedEmbedder();
    stores = await createStores(embedder, new ScaledClock(10));
    server = createProcess(stores, embedder);
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
    await stores.remove();
  });

  const ingest = async (externalId: string, text: string): Promise<DocumentId> => {
    const documents = [textDocument(externalId, text)];
    const request = { collection: 'default', documents, waitFor: 'SEARCHABLE' as const };
    const [ingestion] = await server.ingestion.ingest(defaultPrincipal, request, never);
    if (ingestion === undefined) throw new Error('nothing was ingested');
    return ingestion.documentId;
  };

  /** Looks until the receipt is complete; each look waits for the catalog, and the removal goes on meanwhile. */
  const completed = async ({ id }: DeletionReceipt): Promise<DeletionReceipt> => {
    for (;;) {
      const receipt = await server.deletion.find(defaultPrincipal, id);
      if (receipt?.state === 'COMPLETED') return receipt;
    }
  };

  /** Looks until the index has let go of all: the next step of a removal is the catalog's and the blobs'. */
  const indexIsEmpty = async (): Promise<false> => {
    for (;;) if ((await indexAndCatalog(stores)).indexed.length === 0) return false;
  };

  const isServed = async (id: DocumentId) =>
    (await stores.catalog.documents.findByIds(access, [id]))[0] !== null;

  it('hides a document at once, removes it everywhere and proves it store by store', async () => {
    const id = await ingest('one', 'First paragraph.\n\nSecond paragraph.');
    const kept = await ingest('two', 'Second paragraph.');
    const receipt = await server.deletion.delete(defaultPrincipal, { documents: [id] });
    expect(receipt).toMatchObject({ state: 'RUNNING', documentCount: 1 });
    expect(await isServed(id)).toBe(false);
    const done = await completed(receipt);
    expect(done.stores.map(({ store, verifiedAbsent }) => [store, verifiedAbsent])).toEqual([
      ['catalog', true],
      ['index', true],
      ['blobs', true],
      ['cache', true],
      ['runs', true],
    ]);
    expect(done.stores.find(({ store }) => store === 'blobs')?.deleted).toBe(1);
    expect(done.stores.find(({ store }) => store === 'index')?.deleted).toBeGreaterThan(0);
    expect(done.completedAt).not.toBeNull();
    expect(await isServed(kept)).toBe(true);
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(indexed).toHaveLength(1);
  });

  it('keeps bytes that another document was made from', async () => {
    const id = await ingest('one', 'The very same bytes.');
    await ingest('two', 'The very same bytes.');
    const done = await completed(await server.deletion.delete(defaultPrincipal, { documents: [id] }));
    expect(done.stores.find(({ store }) => store === 'blobs')).toEqual({
      store: 'blobs',
      deleted: 0,
      verifiedAbsent: true,
    });
    expect(stores.blobs.size).toBe(1);
  });

  it('drops cached results and logged runs before it returns', async () => {
    const id = await ingest('one', 'Some text.');
    const cached = `${retrievalCachePrefix(stores.collection.id)}a`;
    await stores.cache.set(cached, 'Some text.', { ttlSeconds: 60 });
    const runId = makeId('run', 'r1');
    const { tenant, subject } = defaultPrincipal;
    await stores.runLog.create({ id: runId, tenant, subject, createdAt: stores.clock.now() });
    await stores.runLog.noteDocuments(runId, [id]);
    const receipt = await server.deletion.delete(defaultPrincipal, { documents: [id] });
    expect(await stores.cache.get(cached)).toBeUndefined();
    expect(await stores.runLog.find(runId)).toBeNull();
    const { stores: rows } = await completed(receipt);
    expect(rows.filter(({ store }) => store === 'cache' || store === 'runs')).toEqual([
      { store: 'cache', deleted: 1, verifiedAbsent: true },
      { store: 'runs', deleted: 1, verifiedAbsent: true },
    ]);
  });

  it('passes over what is foreign, unknown or deleted already, and leaves its runs alone', async () => {
    const id = await ingest('one', 'Some text.');
    const runId = makeId('run', 'r1');
    const { tenant, subject } = defaultPrincipal;
    await stores.runLog.create({ id: runId, tenant, subject, createdAt: stores.clock.now() });
    await stores.runLog.noteDocuments(runId, [id]);
    const foreign = await server.deletion.delete(stranger, { documents: [id] });
    expect(foreign.documentCount).toBe(0);
    expect(await isServed(id)).toBe(true);
    expect(await stores.runLog.find(runId)).not.toBeNull();
    expect(await server.deletion.find(defaultPrincipal, foreign.id)).toBeNull();
    const twice = await server.deletion.delete(defaultPrincipal, { documents: [id, id] });
    const again = await server.deletion.delete(defaultPrincipal, {
      documents: [id, makeId('document', 'none')],
    });
    expect([twice.documentCount, again.documentCount]).toEqual([1, 0]);
  });

  it('needs the scope INGEST', async () => {
    const reader = { ...defaultPrincipal, scopes: ['READ'] as const };
    await expect(server.deletion.delete(reader, { documents: [] })).rejects.toThrow(ForbiddenError);
  });

  it('calls off the ingestion of a document that is deleted under it', async () => {
    let begun: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const embedding = new Promise<void>((resolve) => (begun = resolve));
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    embedder.intercept = async () => {
      begun();
      await gate;
    };
    const request = {
      collection: 'default',
      documents: [textDocument('one', 'Some text.')],
      waitFor: 'ACCEPTED' as const,
    };
    const [ingestion] = await server.ingestion.ingest(defaultPrincipal, request, never);
    await embedding;
    const documents = ingestion === undefined ? [] : [ingestion.documentId];
    const receipt = await server.deletion.delete(defaultPrincipal, { documents });
    goOn();
    await completed(receipt);
    expect(await stores.catalog.ingestions.countUnfinished()).toBe(0);
    expect(await indexAndCatalog(stores)).toEqual({ indexed: [], expected: [] });
    expect(server.logger.messages('error')).toEqual([]);
  });

  it('lets the same externalId be ingested anew while the removal is going on', async () => {
    const old = await ingest('one', 'Some text.');
    const receipt = await server.deletion.delete(defaultPrincipal, { documents: [old] });
    const fresh = await ingest('one', 'Some text.');
    await completed(receipt);
    expect(fresh).not.toBe(old);
    expect(await isServed(fresh)).toBe(true);
    expect(stores.blobs.size).toBe(1);
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(indexed).toHaveLength(1);
  });

  it('leaves bytes alone that a document just being taken in has found stored', async () => {
    const id = await ingest('one', 'The very same bytes.');
    const { ingestions } = stores.catalog;
    const accept = ingestions.accept.bind(ingestions);
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const stored = new Promise<void>((resolve) => {
      ingestions.accept = async (request) => {
        resolve();
        await gate;
        return accept(request);
      };
    });
    const second = ingest('two', 'The very same bytes.');
    await stored;
    const receipt = await server.deletion.delete(defaultPrincipal, { documents: [id] });
    const purged = await Promise.race([completed(receipt).then(() => true), indexIsEmpty()]);
    expect(purged).toBe(false);
    goOn();
    expect(await isServed(await second)).toBe(true);
    await completed(receipt);
    expect(stores.blobs.size).toBe(1);
  });

  it('is completed whichever call was the last that a process made', async () => {
    await server.stop();
    let died = true;
    let deaths = 0;
    for (let calls = 1; died; calls += 1) {
      server = createProcess(stores, embedder);
      await server.start();
      const id = await ingest('one', `Text number ${String(calls)}.\n\nIt has two paragraphs.`);
      await server.stop();
      const receipt = await createProcess(stores, embedder).deletion.delete(defaultPrincipal, {
        documents: [id],
      });
      const fuse = new Fuse({ calls, dieBefore: false });
      const doomed = createProcess(stores, embedder, { fuse });
      void doomed.start();
      await Promise.race([fuse.blown, completed(receipt)]);
      died = fuse.hasBlown;
      deaths += died ? 1 : 0;
      if (died) await fuse.blown;
      else await doomed.stop();
      server = createProcess(stores, embedder);
      await server.start();
      const done = await completed(receipt);
      await server.stop();
      expect(done.stores.every(({ verifiedAbsent }) => verifiedAbsent)).toBe(true);
      expect(done.stores).toHaveLength(5);
      expect(await isServed(id)).toBe(false);
      expect(stores.blobs.size).toBe(0);
      expect(await indexAndCatalog(stores)).toEqual({ indexed: [], expected: [] });
    }
    expect(deaths).toBeGreaterThan(10);
  }, 120_000);

  it('stops while it waits for an index that is away, and is completed after the next start', async () => {
    const id = await ingest('one', 'Some text.');
    await server.stop();
    const away = new Proxy(stores.index, {
      get: (index, key) =>
        key === 'apply'
          ? () => Promise.reject(new Error('away'))
          : (Reflect.get(index, key, index) as () => unknown).bind(index),
    });
    server = createProcess({ ...stores, index: away }, embedder);
    await server.start();
    const receipt = await server.deletion.delete(defaultPrincipal, { documents: [id] });
    await server.stop();
    expect((await server.deletion.find(defaultPrincipal, receipt.id))?.state).toBe('RUNNING');
    expect(await isServed(id)).toBe(false);
    server = createProcess(stores, embedder);
    await server.start();
    expect((await completed(receipt)).stores).toHaveLength(5);
  });
});
