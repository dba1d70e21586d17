import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../src/adapters/clock/system-clock.js';
import { createLanceIndex } from '../../src/adapters/lancedb/create-lance-index.js';
import { createSqliteCatalog } from '../../src/adapters/sqlite/create-sqlite-catalog.js';
import { allNodes, post, subscribe, type Connection } from './api.js';
import { Chance } from './chance.js';
import { KillableProcess, type KillableEmbedder } from './killable-process.js';
import { RecordingLogger } from './recording-logger.js';

const batchSize = 25;

export interface KillPlan {
  /** How often the server is killed. */
  readonly kills: number;
  /** Of 25 documents each. */
  readonly batches: number;
  readonly embedder: KillableEmbedder;
}

const shared = 'The terms of the licence are the same for every one of these documents, whoever reads them.';
const word = (number: number): string => `quixotic${String(number).padStart(4, '0')}`;

function documents(batch: number): readonly object[] {
  return Array.from({ length: batchSize }, (_, index) => {
    const number = batch * batchSize + index;
    const text = `# Report ${String(number)}\n\nThis one is about ${word(number)} alone.\n\n${shared}\n`;
    return { externalId: `report-${String(number)}.md`, source: { text } };
  });
}

const ingest = 'mutation ($input: IngestInput!) { ingest(input: $input) { ingestions { id } } }';

/** The suite that the end-to-end tests run small and the soak test in full. */
export function describeKillNine({ kills, batches, embedder }: KillPlan): void {
  const chance = new Chance();
  describe(`kill -9 at ${String(kills)} seeded moments while ${String(batches * batchSize)} documents are ingested, ${embedder} embedder (seed ${String(chance.seed)})`, () => {
    let folder: string;
    let accepted = 0;
    let killed = 0;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'groundql-kill-'));
      while (killed < kills) {
        const server = await KillableProcess.start(folder, 1 + chance.below(250), embedder);
        if (server !== null) await feedUntilGone(server);
        killed += 1;
      }
    }, 600_000);

    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** What is in flight when the server dies is sent again, as a client would. */
    async function feedUntilGone(server: KillableProcess): Promise<void> {
      try {
        // One batch at a time, so that every kill falls among documents that are being worked on.
        await post(server.url, ingest, { input: { documents: documents(accepted % batches) } });
        accepted += 1;
      } catch {
        // It died in mid-mutation: not acknowledged, so not counted.
      }
      await server.gone;
    }

    it('loses no accepted document, doubles none, and leaves the index with exactly the catalog’s chunks', async () => {
      const server = await KillableProcess.start(folder, 0, embedder);
      if (server === null) throw new Error('it did not start');
      for (; accepted < batches; accepted += 1) {
        await post(server.url, ingest, { input: { documents: documents(accepted) } });
      }
      await untilFinished(server.url);
      await expectAllSearchable(server.url, batches * batchSize);
      await server.stop();
      await expectIndexEqualsCatalog(folder, batches * batchSize);
    }, 600_000);
  });
}

interface IngestionNode {
  readonly id: string;
  readonly state: string;
}

async function untilFinished(url: string): Promise<void> {
  const query =
    'query ($after: String) { ingestions(first: 100, after: $after) { edges { node { id state } } pageInfo { hasNextPage endCursor } } }';
  const all = await allNodes(async (after) => {
    const data = await post<{ readonly ingestions: Connection<IngestionNode> }>(url, query, { after });
    return data.ingestions;
  });
  const ids = all.filter(({ state }) => state === 'QUEUED' || state === 'RUNNING').map(({ id }) => id);
  if (ids.length === 0) return;
  const progress = 'subscription ($ids: [ID!]!) { ingestionProgress(ids: $ids) { ingestion { id state } } }';
  for await (const { ingestionProgress } of subscribe<{
    readonly ingestionProgress: { readonly ingestion: IngestionNode };
  }>(url, progress, { ids })) {
    expect(ingestionProgress.ingestion.state).not.toBe('FAILED');
  }
}

interface DocumentNode {
  readonly externalId: string;
  readonly state: string;
}

async function expectAllSearchable(url: string, count: number): Promise<void> {
  const query =
    'query ($after: String) { collection(name: "default") { documents(first: 100, after: $after) { edges { node { externalId state } } pageInfo { hasNextPage endCursor } } } }';
  const nodes = await allNodes(async (after) => {
    const data = await post<{
      readonly collection: { readonly documents: Connection<DocumentNode> };
    }>(url, query, { after });
    return data.collection.documents;
  });
  expect(nodes.filter(({ state }) => state !== 'READY')).toEqual([]);
  const names = nodes.map(({ externalId }) => externalId);
  const expected = Array.from({ length: count }, (_, number) => `report-${String(number)}.md`);
  expect([...names].sort()).toEqual(expected.sort());

  const search = `query ($input: SearchInput!) { search(input: $input) { passages { document { externalId } } } }`;
  for (let number = 0; number < count; number += 1) {
    const input = { query: word(number), retrieval: { mode: 'KEYWORD' }, topK: 10 };
    const { search: found } = await post<{
      readonly search: {
        readonly passages: readonly { readonly document: { readonly externalId: string } }[];
      };
    }>(url, search, { input });
    expect(found.passages.map(({ document }) => document.externalId)).toEqual([
      `report-${String(number)}.md`,
    ]);
  }
}

async function expectIndexEqualsCatalog(folder: string, documentCount: number): Promise<void> {
  const catalog = await createSqliteCatalog({ file: join(folder, 'catalog.sqlite') });
  const index = await createLanceIndex({
    folder: join(folder, 'index'),
    clock: new SystemClock(),
    logger: new RecordingLogger(),
  });
  try {
    const [collection] = await catalog.collections.all();
    if (collection === undefined) throw new Error('there is no collection');
    const partition = {
      collectionId: collection.id,
      dimensions: collection.embedding.dimensions,
      metadataSchema: [],
    };
    const indexed: string[] = [];
    for await (const chunkId of index.chunkIds(partition)) indexed.push(chunkId);
    const scanned = await catalog.outbox.scan(collection.id, null, 10_000);
    expect(scanned.length).toBeGreaterThanOrEqual(documentCount);
    expect(indexed.sort()).toEqual(scanned.map(({ chunkId }) => chunkId).sort());
  } finally {
    await index.close();
    await catalog.close();
  }
}
