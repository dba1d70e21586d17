import { sql, type Kysely } from 'kysely';

import type { SqlDialect } from '../queries/sql-dialect.js';
import { CatalogTooNewError } from './catalog-too-new-error.js';
import type { Migration } from './migration.js';

interface VersionTable {
  catalog_migrations: { version: number; name: string };
}

/**
 * Brings the database up to the last of `migrations`, each in a transaction of its own; one that was
 * applied before is left alone. Rejects with CatalogTooNewError where the database is ahead of them.
 */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  { migrations, dialect }: { readonly migrations: readonly Migration[]; readonly dialect: SqlDialect },
): Promise<void> {
  const versioned = database as unknown as Kysely<VersionTable>;
  const found = await currentVersion(versioned);
  const supported = migrations.at(-1)?.version ?? 0;
  if (found > supported) throw new CatalogTooNewError(found, supported);
  for (const migration of migrations.filter(({ version }) => version > found)) {
    await apply(versioned, migration, dialect);
  }
}

async function currentVersion(database: Kysely<VersionTable>): Promise<number> {
  await database.schema
    .createTable('catalog_migrations')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .execute();
  const { version } = await database
    .selectFrom('catalog_migrations')
    .select(sql<number>`coalesce(max(version), 0)`.as('version'))
    .executeTakeFirstOrThrow();
  return version;
}

async function apply(
  database: Kysely<VersionTable>,
  migration: Migration,
  dialect: SqlDialect,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await migration.up(transaction as unknown as Kysely<unknown>, dialect);
    const { version, name } = migration;
    await transaction.insertInto('catalog_migrations').values({ version, name }).execute();
  });
}
