import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, jest } from '@jest/globals';

import { SqliteThread } from '../../../../src/adapters/sqlite/connection/sqlite-thread.js';
import { createSqliteCatalog } from '../../../../src/adapters/sqlite/create-sqlite-catalog.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import type { IngestionId } from '../../../../src/domain/ids.js';
import { CatalogScenario, everyone } from '../../../contract/catalog-scenario.js';
import { Sampler } from '../../../support/sampler.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { inTemporaryFolder } from '../../../support/temporary-folder.js';

// Processes are started and killed here; on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('createSqliteCatalog', () => {
  it('finds everything again that an earlier one has written', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      const before = new CatalogScenario(await createSqliteCatalog({ file }));
      const collection = await before.collection();
      const { chunkIds } = await before.publish(collection, { externalId: 'a', paragraphs: ['one', 'two'] });
      await before.catalog.close();
      const after = new CatalogScenario(await createSqliteCatalog({ file }));
      expect(await after.catalog.collections.all()).toEqual([collection]);
      expect(await after.joined(collection, chunkIds)).toEqual(chunkIds.toSorted());
      await after.catalog.close();
    });
  });

  it('refuses a database that a newer program has written, and leaves it as it is', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      await (await createSqliteCatalog({ file })).close();
      await query(file, "insert into catalog_migrations values (99, 'from the future')");
      await expect(createSqliteCatalog({ file })).rejects.toMatchObject({
        name: 'CatalogTooNewError',
        found: 99,
        message: expect.stringContaining('schema version 99'),
      });
      const { rows } = await query(file, 'select max(version) as version from catalog_migrations');
      expect(rows).toEqual([{ version: 99 }]);
    });
  });

  it.each([
    ['a folder', (path: string) => mkdir(path), 'cannot be opened'],
    ['no database', (path: string) => writeFile(path, 'not a database'.repeat(100)), 'not a database'],
  ])('is unavailable where the file is %s', async (_, make, reason) => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      await make(file);
      const opening = createSqliteCatalog({ file });
      await expect(opening).rejects.toThrow(UnavailableError);
      await expect(opening).rejects.toThrow(reason);
    });
  });

  it('reads on while a transaction holds the write lock, and writes when it is over', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      const scenario = new CatalogScenario(await createSqliteCatalog({ file, busyTimeoutMs: 60_000 }));
      const collection = await scenario.collection();
      const other = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      await other.run({ begin: 'begin immediate', sql: 'delete from collections', parameters: [] });
      const write = scenario.collection('second');
      expect(await scenario.catalog.collections.findByName(everyone, 'default')).toEqual(collection);
      await expect(scenario.catalog.documents.findByIds(everyone, [])).resolves.toEqual([]);
      await other.run({ begin: null, sql: 'rollback', parameters: [] });
      expect(await write).toMatchObject({ name: 'second' });
      await other.close();
      await scenario.catalog.close();
    });
  });

  it('is unavailable where another process keeps the write lock, having changed nothing', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      const scenario = new CatalogScenario(await createSqliteCatalog({ file, busyTimeoutMs: 1 }));
      const other = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      await other.run({ begin: 'begin immediate', sql: 'delete from collections', parameters: [] });
      await expect(scenario.collection()).rejects.toThrow(UnavailableError);
      await other.run({ begin: null, sql: 'rollback', parameters: [] });
      expect(await scenario.catalog.collections.all()).toEqual([]);
      await expect(scenario.collection('later')).resolves.toMatchObject({ name: 'later' });
      await other.close();
      await scenario.catalog.close();
    });
  });

  it('refuses text it could not give back whole', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      const scenario = new CatalogScenario(await createSqliteCatalog({ file }));
      const collection = await scenario.collection();
      const source = { externalId: 'a\0b', paragraphs: ['one'] };
      await expect(scenario.accept(collection, [source])).rejects.toThrow('U+0000');
      expect(await scenario.catalog.ingestions.countUnfinished()).toBe(0);
      await scenario.catalog.close();
    });
  });

  it('leaves no word of a purged document on disk', async () => {
    await inTemporaryFolder(async (folder) => {
      const scenario = new CatalogScenario(
        await createSqliteCatalog({ file: join(folder, 'catalog.sqlite') }),
      );
      const collection = await scenario.collection();
      const words = (word: string) => ({
        externalId: `${word}-id`,
        title: `${word} title`,
        uri: `https://${word}.example`,
        paragraphs: [`${word} paragraph`, word.repeat(3000)],
        metadata: { note: `${word} note`, tags: [`${word} tag`] },
      });
      const doomed = await scenario.publish(collection, words('mandrake'));
      await scenario.publish(collection, words('heather'));
      await scenario.publish(collection, { ...words('mandrake'), title: 'mandrake, again' });
      const { id } = await scenario.delete([doomed.documentId]);
      expect(await filesWith(folder, 'mandrake')).not.toEqual([]);
      await scenario.catalog.deletions.purge(id);
      expect(await filesWith(folder, 'mandrake')).toEqual([]);
      expect(await filesWith(folder, 'heather')).toEqual(['catalog.sqlite']);
      await scenario.catalog.close();
    });
  });

  it('has lost nothing it acknowledged when its process is killed', async () => {
    const sampler = new Sampler(seededRandom());
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      let acknowledged: IngestionId[] = [];
      for (let round = 0; round < 3; round += 1) {
        acknowledged = [...acknowledged, ...(await acceptUntilKilled(file, 5 + sampler.below(40)))];
        const catalog = await createSqliteCatalog({ file });
        const found = await catalog.ingestions.findByIds(everyone, acknowledged);
        expect(found.map((ingestion) => ingestion?.id)).toEqual(acknowledged);
        await catalog.close();
        expect((await query(file, 'pragma integrity_check')).rows).toEqual([{ integrity_check: 'ok' }]);
        expect((await query(file, 'pragma foreign_key_check')).rows).toEqual([]);
      }
    });
  });

  it('refuses what the disk has no room for, still reads, and has lost nothing it acknowledged', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'catalog.sqlite');
      const { acknowledged, refused, readable } = await acceptUntilFull(file);
      expect(refused).toEqual({ name: 'UnavailableError', component: 'catalog' });
      expect(readable).toBe(acknowledged.length);
      expect(acknowledged.length).toBeGreaterThan(0);
      const catalog = await createSqliteCatalog({ file });
      const found = await catalog.ingestions.findByIds(everyone, acknowledged);
      expect(found.map((ingestion) => ingestion?.id)).toEqual(acknowledged);
      expect(await catalog.ingestions.countUnfinished()).toBe(acknowledged.length);
      await catalog.close();
    });
  });
});

async function query(file: string, sql: string) {
  const thread = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 1000 });
  const result = await thread.run({ begin: null, sql, parameters: [] });
  await thread.close();
  return result;
}

async function filesWith(folder: string, word: string): Promise<string[]> {
  const names = await readdir(folder);
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return names.filter((_, at) => contents[at]?.includes(word));
}

const fixture = (name: string) => new URL(name, import.meta.url).pathname;

/** Has a process accept documents until `count` are acknowledged, kills it, resolves to those. */
async function acceptUntilKilled(file: string, count: number): Promise<IngestionId[]> {
  const child = spawn(process.execPath, [fixture('./accept-documents.mjs'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const acknowledged: IngestionId[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    acknowledged.push(id as IngestionId);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await exit;
  return acknowledged;
}

interface Filled {
  readonly acknowledged: IngestionId[];
  readonly refused: { readonly name: string; readonly component: string };
  readonly readable: number;
}

/** Has a process that may write files of 2 MiB at most accept documents until one is refused. */
async function acceptUntilFull(file: string): Promise<Filled> {
  const command = `ulimit -f 4096; exec "${process.execPath}" "${fixture('./accept-until-full.mjs')}" "${file}"`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => output.push(data));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(output).toString()) as Filled;
}
