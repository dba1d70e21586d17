import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';

import { createLanceIndex } from '../../../../src/adapters/lancedb/create-lance-index.js';
import type { LanceIndex } from '../../../../src/adapters/lancedb/lance-index.js';
import { LanceTable } from '../../../../src/adapters/lancedb/lance-table.js';
import { tableSchema } from '../../../../src/adapters/lancedb/table-schema.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import type { ChunkId, TenantId } from '../../../../src/domain/ids.js';
import type { IndexEntry, IndexQuery } from '../../../../src/ports/search-index.js';
import { compileAccess, defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { dimensions, sampleEntry, samplePartition } from '../../../contract/search-index.samples.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { Sampler } from '../../../support/sampler.js';
import { seededRandom } from '../../../support/seeded-random.js';

// Real files, on machines that may be busy.
jest.setTimeout(60_000);

const partition = samplePartition('unit');
const random = new Sampler(seededRandom(1));
const access = compileAccess({ ...defaultPrincipal, tenant: 'acme' as TenantId });
const everything: IndexQuery = { access, filter: null, within: null, limit: 1000 };
const vector = random.unitVector(dimensions);

function entries(start: number, end: number): IndexEntry[] {
  return Array.from({ length: end - start }, (_, i) => ({
    ...sampleEntry(random, start + i),
    tenant: access.tenant,
    access: [],
    tokens: ['common', `word${String(start + i)}`],
  }));
}

describe('LanceIndex', () => {
  let folder: string;
  let logger: RecordingLogger;
  let index: LanceIndex;
  const clock = new ManualClock();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'groundql-lance-'));
    logger = new RecordingLogger();
    index = await createLanceIndex({ folder, clock, logger });
  });

  afterEach(async () => {
    await index.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function reopen(): Promise<void> {
    await index.close();
    index = await createLanceIndex({ folder, clock, logger });
  }

  it('has everything again after a restart: sequence, vectors, words', async () => {
    await index.apply(partition, { upserts: entries(0, 30), deletes: [], sequence: 41 });
    await index.apply(partition, { upserts: entries(30, 40), deletes: [], sequence: 42 });
    const before = await index.dense(partition, { ...everything, vector });
    await reopen();
    expect(await index.appliedSequence(partition)).toBe(42);
    expect(await index.dense(partition, { ...everything, vector })).toEqual(before);
    expect(before).toHaveLength(40);
    expect(await index.keyword(partition, { ...everything, tokens: ['word35'] })).toHaveLength(1);
    await index.apply(partition, { upserts: entries(40, 41), deletes: [], sequence: 43 });
    expect(await index.keyword(partition, { ...everything, tokens: ['common'] })).toHaveLength(41);
  });

  it('takes up a partition whose table a crash left without its first version', async () => {
    await mkdir(join(folder, `${partition.collectionId}.lance`, '_versions'), { recursive: true });
    expect(await index.appliedSequence(partition)).toBe(0);
    await index.apply(partition, { upserts: entries(0, 3), deletes: [], sequence: 1 });
    expect(await index.dense(partition, { ...everything, vector })).toHaveLength(3);
  });

  it('tells an outage from an empty result, and can be dropped and filled again after it', async () => {
    await index.apply(partition, { upserts: entries(0, 10), deletes: [], sequence: 1 });
    await reopen();
    await rm(join(folder, `${partition.collectionId}.lance`, 'data'), { recursive: true });
    const searches = [
      index.dense(partition, { ...everything, vector }),
      index.keyword(partition, { ...everything, tokens: ['common'] }),
    ];
    for (const search of searches) await expect(search).rejects.toBeInstanceOf(UnavailableError);
    await index.drop(partition);
    expect(await index.appliedSequence(partition)).toBe(0);
    await index.apply(partition, { upserts: entries(0, 10), deletes: [], sequence: 1 });
    expect(await index.dense(partition, { ...everything, vector })).toHaveLength(10);
  });

  it('rejects with UnavailableError after it was closed', async () => {
    await index.close();
    await expect(index.check()).rejects.toBeInstanceOf(UnavailableError);
  });

  it('cannot be opened where there is no folder to be had', async () => {
    const opening = createLanceIndex({ folder: '/dev/null/index', clock, logger });
    await expect(opening).rejects.toBeInstanceOf(UnavailableError);
  });

  it('merges what many small batches leave behind, without being asked', async () => {
    for (let batch = 0; batch < 60; batch += 1) {
      await index.apply(partition, { upserts: entries(batch, batch + 1), deletes: [], sequence: batch + 1 });
    }
    await index.close();
    const table = await (await connect(folder)).openTable(partition.collectionId);
    expect((await table.stats()).fragmentStats.numFragments).toBeLessThan(10);
    expect((await table.indexStats('tokens_idx'))?.numUnindexedRows).toBeLessThan(6);
    expect(await table.countRows()).toBe(61);
  });

  it('removes versions older than any query could still be reading', async () => {
    for (let batch = 0; batch < 5; batch += 1) {
      await index.apply(partition, { upserts: entries(batch, batch + 1), deletes: [], sequence: batch + 1 });
    }
    await index.close();
    const later = new ManualClock(new Date(Date.now() + 3_600_000));
    index = await createLanceIndex({ folder, clock: later, logger });
    await index.apply(partition, { upserts: entries(5, 6), deletes: [], sequence: 6 });
    await index.maintain(partition);
    const table = await (await connect(folder)).openTable(partition.collectionId);
    expect((await table.listVersions()).length).toBeLessThan(4);
    expect(await index.dense(partition, { ...everything, vector })).toHaveLength(6);
  });

  it('lists more chunks than one page of ids holds, each once', async () => {
    await index.apply(partition, { upserts: entries(0, 6_000), deletes: [], sequence: 1 });
    const listed: ChunkId[] = [];
    for await (const id of index.chunkIds(partition)) listed.push(id);
    expect(listed).toHaveLength(6_000);
    expect(new Set(listed).size).toBe(6_000);
  });

  it('makes the keyword index anew where optimising fails, and says so', async () => {
    const connection = await connect(folder);
    const real = await connection.createEmptyTable('failing', tableSchema(partition));
    const table = await LanceTable.over({
      table: failing(real, 'optimize'),
      partition,
      clock,
      logger,
      approximateFrom: 1e6,
    });
    await table.apply({ upserts: entries(0, 20), deletes: [], sequence: 1 });
    await table.apply({ upserts: entries(20, 40), deletes: [], sequence: 2 });
    await table.maintain();
    expect(logger.messages('warn')).toContain('optimising failed, making the keyword index anew');
    expect((await real.indexStats('tokens_idx'))?.numUnindexedRows).toBe(0);
    expect(await table.keyword({ ...everything, tokens: ['common'] })).toHaveLength(40);
    await table.close();
  });

  it('lives with housekeeping that fails altogether', async () => {
    const connection = await connect(folder);
    const real = await connection.createEmptyTable('failing', tableSchema(partition));
    const dependencies = { partition, clock, logger, approximateFrom: 1e6 };
    const table = await LanceTable.over({ ...dependencies, table: real });
    await table.apply({ upserts: entries(0, 20), deletes: [], sequence: 1 });
    const hindered = await LanceTable.over({
      ...dependencies,
      table: failing(real, 'optimize', 'createIndex'),
    });
    await hindered.apply({ upserts: entries(20, 40), deletes: [], sequence: 2 });
    await expect(hindered.maintain()).rejects.toThrow('createIndex failed');
    expect(logger.messages('warn')).toContain('optimising failed, to be tried again');
    expect(await hindered.keyword({ ...everything, tokens: ['common'] })).toHaveLength(40);
    await table.close();
  });
});

/** The table, except that these methods reject. */
function failing(table: Table, ...methods: string[]): Table {
  return new Proxy(table, {
    get: (target, property) => {
      if (methods.includes(String(property))) {
        return () => Promise.reject(new Error(`${String(property)} failed`));
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
