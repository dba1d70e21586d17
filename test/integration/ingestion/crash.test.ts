import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { MemoryIndex } from '../../../src/adapters/memory/memory-index.js';
import type { IngestionId } from '../../../src/domain/ids.js';
import type { Ingestion } from '../../../src/domain/ingestion.js';
import { compileAccess, defaultPrincipal } from '../../../src/services/access/compile-access.js';
import type { DocumentInput } from '../../../src/services/ingestion/document-input.js';
import { ScaledClock } from '../../support/scaled-clock.js';
import { seededRandom } from '../../support/seeded-random.js';
import { Fuse } from './fuse.js';
import {
  createProcess,
  createStores,
  indexAndCatalog,
  never,
  textDocument,
  type Stores,
} from './ingestion-stack.js';
import { ObservedEmbedder } from './observed-embedder.js';

const access = compileAccess(defaultPrincipal);

jest.setTimeout(60_000);
const batchSize = 16;

describe('ingestion across crashes', () => {
  let embedder: ObservedEmbedder;
  let stores: Stores;

  beforeEach(async () => {
    embedder = new ObservedEmbedder();
    stores = await createStores(embedder, new ScaledClock(10));
  });

  afterEach(async () => {
    await stores.remove();
  });

  /** Taken in by a process that does no work itself. */
  const accept = async (documents: readonly DocumentInput[]): Promise<IngestionId[]> => {
    const { ingestion } = createProcess(stores, embedder);
    const request = { collection: 'default', documents, waitFor: 'ACCEPTED' as const };
    return (await ingestion.ingest(defaultPrincipal, request, never)).map(({ id }) => id);
  };

  const ended = async (ids: readonly IngestionId[], signal: AbortSignal = never): Promise<Ingestion[]> => {
    const { ingestion } = createProcess(stores, embedder);
    const last = new Map<IngestionId, Ingestion>();
    for await (const event of ingestion.progress(defaultPrincipal, ids, signal)) {
      last.set(event.ingestion.id, event.ingestion);
    }
    return [...last.values()];
  };

  /** Runs a process until its fuse blows or all is done; resolves to whether it died. */
  const runUntilDeath = async (
    ids: readonly IngestionId[],
    fuse: Fuse,
    concurrency: number,
  ): Promise<boolean> => {
    const server = createProcess(stores, embedder, { fuse, concurrency });
    const watching = new AbortController();
    void server.start();
    const finished = ended(ids, watching.signal);
    await Promise.race([fuse.blown, finished]);
    watching.abort();
    if (fuse.hasBlown) await fuse.blown;
    else await server.stop();
    await stores.catalog.ingestions.expireLeases();
    return fuse.hasBlown;
  };

  const runToTheEnd = async (ids: readonly IngestionId[]): Promise<Ingestion[]> => {
    const server = createProcess(stores, embedder);
    await server.start();
    const ingestions = await ended(ids);
    await server.stop();
    return ingestions;
  };

  const currentText = async (externalId: string) => {
    const { catalog, collection } = stores;
    const document = await catalog.documents.findByExternalId(access, collection.id, externalId);
    return document === null ? null : catalog.documents.text(access, document.id, null);
  };

  const expectIndexIsCatalog = async () => {
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
    expect(new Set(indexed).size).toBe(indexed.length);
  };

  it('ends well whichever call was the last that a process made', async () => {
    let died = true;
    let deaths = 0;
    for (let calls = 1; died; calls += 1) {
      const text = edition(calls, 20);
      const ids = await accept([textDocument('subject', text)]);
      const before = embedder.embedded.length;
      died = await runUntilDeath(ids, new Fuse({ calls, dieBefore: false }), 1);
      deaths += died ? 1 : 0;
      expect((await runToTheEnd(ids)).map(({ state }) => state)).toEqual(['SUCCEEDED']);
      expect(await currentText('subject')).toBe(text);
      await expectIndexIsCatalog();
      const embedded = embedder.embedded.slice(before);
      expect(embedded.length - new Set(embedded).size).toBeLessThanOrEqual(batchSize);
    }
    expect(deaths).toBeGreaterThan(25);
  }, 120_000);

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'ends well after deaths at random moments (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const upTo = (limit: number) => 1 + Math.floor(random() * limit);
      const latest = new Map<string, string>();
      const ids: IngestionId[] = [];
      let bound = 0;
      for (let round = 0; round < 4; round += 1) {
        const batch = new Map<string, string>();
        for (let at = 0; at < 6; at += 1) batch.set(`doc ${String(upTo(8))}`, edition(upTo(1000), upTo(40)));
        for (const [externalId, text] of batch) latest.set(externalId, text);
        ids.push(...(await accept([...batch].map(([externalId, text]) => textDocument(externalId, text)))));
        const concurrency = upTo(4);
        const fuse = new Fuse({ calls: upTo(250), dieBefore: random() < 0.5 });
        if (await runUntilDeath(ids, fuse, concurrency)) bound += concurrency * batchSize;
        if (random() < 0.5) stores = { ...stores, index: new MemoryIndex() };
      }
      const ingestions = await runToTheEnd(ids);
      expect(ingestions).toHaveLength(ids.length);
      for (const { state } of ingestions) expect(['SUCCEEDED', 'UNCHANGED']).toContain(state);
      for (const [externalId, text] of latest) expect(await currentText(externalId)).toBe(text);
      await expectIndexIsCatalog();
      const embeddedAgain = embedder.embedded.length - new Set(embedder.embedded).size;
      expect(embeddedAgain).toBeLessThanOrEqual(bound);
    },
    60_000,
  );

  it('gives up on a document that ends every process at the same point, and on no other', async () => {
    const ids = await accept([textDocument('deadly', 'Some text.')]);
    for (let death = 0; death < 5; death += 1) {
      // The calls of a start on one collection, then claim and LOAD: the same each time.
      const fuse = new Fuse({ calls: 9, dieBefore: false });
      expect(await runUntilDeath(ids, fuse, 1)).toBe(true);
    }
    const [deadly] = await runToTheEnd([...ids, ...(await accept([textDocument('fine', 'Some words.')]))]);
    expect(deadly).toMatchObject({ state: 'FAILED', attempts: 6, error: { code: 'INTERNAL' } });
    expect(await currentText('fine')).toBe('Some words.');
    // Somebody who asks for another try has mended what was wrong, perhaps.
    for (const id of ids) await stores.catalog.ingestions.retry(access, id, stores.clock.now());
    expect(await runToTheEnd(ids)).toMatchObject([{ state: 'SUCCEEDED', attempts: 7 }]);
  });
});

/** A text of `paragraphs` paragraphs of which about half change from one edition to the next. */
function edition(number: number, paragraphs: number): string {
  const versions = Array.from({ length: paragraphs }, (_, at) => Math.floor((number + at) / 2));
  return versions.map((version, at) => `Paragraph ${String(at)} in version ${String(version)}.`).join('\n\n');
}
