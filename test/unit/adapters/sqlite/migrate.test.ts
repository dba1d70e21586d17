import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Kysely, sql } from 'kysely';

import { SqliteThreadDialect } from '../../../../src/adapters/sqlite/connection/sqlite-thread-dialect.js';
import { SqliteThread } from '../../../../src/adapters/sqlite/connection/sqlite-thread.js';
import { migrate } from '../../../../src/adapters/sqlite/schema/migrate.js';
import type { Migration } from '../../../../src/adapters/sqlite/schema/migration.js';
import { migrations } from '../../../../src/adapters/sqlite/schema/migrations.js';
import { sqliteSqlDialect as dialect } from '../../../../src/adapters/sqlite/sqlite-sql-dialect.js';
import { inTemporaryFolder } from '../../../support/temporary-folder.js';

describe('migrate', () => {
  it('applies each migration once, in the order of the versions', async () => {
    await inDatabase(async (database) => {
      const applied: number[] = [];
      const noting = (version: number) =>
        migration(version, () => {
          applied.push(version);
        });
      await migrate(database, { migrations: [noting(1), noting(2)], dialect });
      await migrate(database, { migrations: [noting(1), noting(2)], dialect });
      await migrate(database, { migrations: [noting(1), noting(2), noting(3)], dialect });
      expect(applied).toEqual([1, 2, 3]);
    });
  });

  it('leaves nothing behind of a migration that fails, and applies it the next time', async () => {
    await inDatabase(async (database) => {
      const create = async (on: Kysely<unknown>) => {
        await on.schema.createTable('fresh').addColumn('n', 'integer').execute();
      };
      const failing = migration(2, async (on) => {
        await create(on);
        throw new Error('the power went out');
      });
      const first = migration(1, () => undefined);
      await expect(migrate(database, { migrations: [first, failing], dialect })).rejects.toThrow('power');
      await expect(sql`select * from fresh`.execute(database)).rejects.toThrow('no such table');
      await migrate(database, { migrations: [first, migration(2, create)], dialect });
      expect((await sql`select * from fresh`.execute(database)).rows).toEqual([]);
    });
  });

  it('refuses a database that is ahead, before it changes anything', async () => {
    await inDatabase(async (database) => {
      const two = [migration(1, () => undefined), migration(2, () => undefined)];
      await migrate(database, { migrations: two, dialect });
      const refused = migrate(database, { migrations: two.slice(0, 1), dialect });
      await expect(refused).rejects.toMatchObject({ name: 'CatalogTooNewError', found: 2, supported: 1 });
    });
  });
});

describe('the migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });
});

function migration(version: number, up: (on: Kysely<unknown>) => Promise<void> | void): Migration {
  return { version, name: `step ${version}`, up: async (on) => up(on) };
}

async function inDatabase(work: (database: Kysely<unknown>) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, 'test.sqlite');
    const thread = await SqliteThread.open({ file, mode: 'write', busyTimeoutMs: 0 });
    try {
      await work(new Kysely({ dialect: new SqliteThreadDialect({ thread, mode: 'write' }) }));
    } finally {
      await thread.close();
    }
  });
}
