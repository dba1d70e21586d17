import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import type { SqlValue } from '../../../../src/adapters/sqlite/connection/messages.js';
import { SqliteError } from '../../../../src/adapters/sqlite/connection/sqlite-error.js';
import { SqliteThread } from '../../../../src/adapters/sqlite/connection/sqlite-thread.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import { inTemporaryFolder } from '../../../support/temporary-folder.js';

describe('SqliteThread', () => {
  it('puts every commit on disk before it returns, and checks foreign keys', async () => {
    await withThread(async (run) => {
      expect(await run('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(await run('pragma synchronous')).toEqual([{ synchronous: 2 }]);
      expect(await run('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      expect(await run('pragma secure_delete')).toEqual([{ secure_delete: 1 }]);
    });
  });

  it('runs statements in the order of the calls', async () => {
    await withThread(async (run) => {
      await run('create table t (n integer)');
      const writes = Array.from({ length: 500 }, (_, n) => run('insert into t values (?)', [n]));
      const read = run('select group_concat(n) as all_of_them from (select n from t order by rowid)');
      await Promise.all(writes);
      const expected = Array.from({ length: 500 }, (_, n) => n).join(',');
      expect(await read).toEqual([{ all_of_them: expected }]);
    });
  });

  it('carries every kind of value there and back', async () => {
    await withThread(async (run) => {
      const values = [null, 'Grüße 😀', 1.5, -7, 2n ** 62n, new Uint8Array([0, 255])];
      const [row] = await run('select ? as a, ? as b, ? as c, ? as d, cast(? as text) as e, ? as f', values);
      expect(Object.values(row ?? {})).toEqual([
        null,
        'Grüße 😀',
        1.5,
        -7,
        String(2n ** 62n),
        new Uint8Array([0, 255]),
      ]);
    });
  });

  it('rejects a faulty statement with what SQLite says, and goes on', async () => {
    await withThread(async (run) => {
      await run('create table t (n integer primary key)');
      await run('insert into t values (1)');
      await expect(run('insert into t values (1)')).rejects.toMatchObject({ resultCode: 1555 });
      await expect(run('no sql')).rejects.toThrow(SqliteError);
      expect(await run('select count(*) as count from t')).toEqual([{ count: 1 }]);
    });
  });

  it('runs no statement of a transaction that could not begin', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'test.sqlite');
      const one = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      const two = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      await one.run({ begin: null, sql: 'create table t (n integer)', parameters: [] });
      await one.run({ begin: 'begin immediate', sql: 'select 1', parameters: [] });
      const insert = { begin: 'begin immediate', sql: 'insert into t values (1)', parameters: [] };
      await expect(two.run(insert)).rejects.toThrow(UnavailableError);
      await one.run({ begin: null, sql: 'commit', parameters: [] });
      const { rows } = await two.run({ begin: null, sql: 'select count(*) as count from t', parameters: [] });
      expect(rows).toEqual([{ count: 0 }]);
      await Promise.all([one.close(), two.close()]);
    });
  });

  it('finishes what was asked for before it closes, and refuses what comes after', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'test.sqlite');
      const thread = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      const before = thread.run({ begin: null, sql: 'create table t (n integer)', parameters: [] });
      const closed = thread.close();
      await expect(before).resolves.toMatchObject({ rows: [] });
      await closed;
      const after = thread.run({ begin: null, sql: 'select 1', parameters: [] });
      await expect(after).rejects.toThrow(UnavailableError);
    });
  });

  it('lets a reader read what is committed and write nothing', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = join(folder, 'test.sqlite');
      const writer = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
      await writer.run({ begin: null, sql: 'create table t (n integer)', parameters: [] });
      const reader = await SqliteThread.open({ file, mode: 'read', busyTimeoutMs: 0 });
      const count = async () =>
        (await reader.run({ begin: null, sql: 'select count(*) as count from t', parameters: [] })).rows;
      await writer.run({ begin: 'begin immediate', sql: 'insert into t values (1)', parameters: [] });
      expect(await count()).toEqual([{ count: 0 }]);
      await writer.run({ begin: null, sql: 'commit', parameters: [] });
      expect(await count()).toEqual([{ count: 1 }]);
      const write = reader.run({ begin: null, sql: 'delete from t', parameters: [] });
      await expect(write).rejects.toThrow('cannot be written');
      await Promise.all([reader.close(), writer.close()]);
    });
  });
});

type Run = (sql: string, parameters?: readonly SqlValue[]) => Promise<readonly Record<string, unknown>[]>;

async function withThread(work: (run: Run) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, 'test.sqlite');
    const thread = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
    try {
      await work(async (sql, parameters = []) => (await thread.run({ begin: null, sql, parameters })).rows);
    } finally {
      await thread.close();
    }
  });
}
