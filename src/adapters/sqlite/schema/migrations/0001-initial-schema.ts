import { sql, type CreateTableBuilder, type Kysely } from 'kysely';

import type { SqlDialect } from '../../queries/sql-dialect.js';
import type { Migration } from '../migration.js';

export const initialSchema: Migration = {
  version: 1,
  name: 'initial schema',
  async up(database, dialect) {
    await createCollections(database);
    await createDocuments(database);
    await createVersions(database);
    await createChunks(database, dialect);
    await createIngestions(database, dialect);
    await createOutbox(database, dialect);
    await createDeletions(database);
  },
};

type Database = Kysely<unknown>;

async function createCollections(database: Database): Promise<void> {
  await database.schema
    .createTable('collections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('metadata_schema', 'text', (column) => column.notNull())
    .addColumn('chunking', 'text', (column) => column.notNull())
    .addColumn('embedding', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('epoch', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('outbox_head', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('outbox_pruned', 'bigint', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('collections_name', ['tenant', 'name'])
    .execute();
}

async function createDocuments(database: Database): Promise<void> {
  await withAttributes(database.schema.createTable('documents'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('current_version', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'text')
    .execute();
  await sql`create unique index documents_live on documents (collection_id, external_id) where deleted_at is null`.execute(
    database,
  );
  await sql`create index documents_by_age on documents (collection_id, created_at, id) where deleted_at is null`.execute(
    database,
  );
  await database.schema
    .createTable('document_metadata')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('text_value', 'text')
    .addColumn('number_key', 'bigint')
    .addColumn('element', 'text')
    .execute();
  await createIndex(database, 'document_metadata', 'by_name', ['document_id', 'name']);
}

async function createVersions(database: Database): Promise<void> {
  await withAttributes(database.schema.createTable('document_versions'))
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('ingestion_id', 'text', (column) => column.notNull())
    .addColumn('draft_hash', 'text', (column) => column.notNull())
    .addColumn('text_hash', 'text', (column) => column.notNull())
    .addColumn('announced_sequence', 'bigint')
    .addColumn('from_epoch', 'bigint')
    .addColumn('to_epoch', 'bigint')
    .addPrimaryKeyConstraint('document_versions_key', ['document_id', 'version'])
    .execute();
  await database.schema
    .createTable('document_texts')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_texts_key', ['document_id', 'hash'])
    .execute();
}

async function createChunks(database: Database, dialect: SqlDialect): Promise<void> {
  await database.schema
    .createTable('chunks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('collection_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('heading_path', 'text', (column) => column.notNull())
    .addColumn('embedded_text', 'text', (column) => column.notNull())
    .addColumn('embedded_hash', 'text', (column) => column.notNull())
    .execute();
  await createIndex(database, 'chunks', 'by_document', ['document_id']);
  await createIndex(database, 'chunks', 'by_collection', ['collection_id', 'id']);
  await createIndex(database, 'chunks', 'by_embedded_hash', ['embedded_hash']);
  await database.schema
    .createTable('version_chunks')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('chunk_id', 'text', (column) => column.notNull().references('chunks.id'))
    .addColumn('span_start', 'integer', (column) => column.notNull())
    .addColumn('span_end', 'integer', (column) => column.notNull())
    .addColumn('page', 'integer')
    .addPrimaryKeyConstraint('version_chunks_key', ['document_id', 'version', 'ordinal'])
    .addUniqueConstraint('version_chunks_once', ['chunk_id', 'version'])
    .addForeignKeyConstraint('version_chunks_version', ['document_id', 'version'], 'document_versions', [
      'document_id',
      'version',
    ])
    .execute();
  await database.schema
    .createTable('vectors')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('embedded_hash', 'text', (column) => column.notNull())
    .addColumn('vector', dialect.bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('vectors_key', ['tenant', 'model', 'embedded_hash'])
    .execute();
}

async function createIngestions(database: Database, dialect: SqlDialect): Promise<void> {
  await withStatus(dialect.withSequence(database.schema.createTable('ingestions'), 'position'))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('uri', 'text')
    .addColumn('media_type', 'text')
    .addColumn('metadata', 'text', (column) => column.notNull())
    .addColumn('access', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('byte_length', 'bigint', (column) => column.notNull())
    .addColumn('draft_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('claimable_at', 'text', (column) => column.notNull())
    .addColumn('last_seq', 'integer', (column) => column.notNull())
    .execute();
  await sql`create index ingestions_unfinished on ingestions (position) where finished_at is null`.execute(
    database,
  );
  await createIndex(database, 'ingestions', 'by_document', ['document_id', 'position']);
  await createIndex(database, 'ingestions', 'by_collection', ['collection_id', 'position']);
  await createIndex(database, 'ingestions', 'by_content', ['content_hash']);
  await withStatus(database.schema.createTable('ingestion_events'))
    .addColumn('ingestion_id', 'text', (column) => column.notNull().references('ingestions.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('ingestion_events_key', ['ingestion_id', 'seq'])
    .execute();
}

async function createOutbox(database: Database, dialect: SqlDialect): Promise<void> {
  await dialect
    .withSequence(database.schema.createTable('index_outbox'), 'sequence')
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('chunk_ids', 'text', (column) => column.notNull())
    .execute();
  await createIndex(database, 'index_outbox', 'by_collection', ['collection_id', 'sequence']);
}

async function createDeletions(database: Database): Promise<void> {
  await database.schema
    .createTable('deletions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('document_count', 'integer', (column) => column.notNull())
    .addColumn('outbox_sequence', 'bigint', (column) => column.notNull())
    .addColumn('stores', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('completed_at', 'text')
    .execute();
  await createIndex(database, 'deletions', 'by_state', ['state', 'started_at']);
  await database.schema
    .createTable('deletion_documents')
    .addColumn('deletion_id', 'text', (column) => column.notNull().references('deletions.id'))
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id'))
    .addColumn('collection_id', 'text', (column) => column.notNull())
    .addColumn('chunk_ids', 'text', (column) => column.notNull())
    .addColumn('content_hashes', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('deletion_documents_key', ['deletion_id', 'document_id'])
    .execute();
}

function withAttributes<Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
): CreateTableBuilder<Table, string> {
  return table
    .addColumn('title', 'text')
    .addColumn('uri', 'text')
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('metadata', 'text', (column) => column.notNull())
    .addColumn('access', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('chunk_count', 'integer', (column) => column.notNull())
    .addColumn('text_length', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull());
}

function withStatus<Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
): CreateTableBuilder<Table, string> {
  return table
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('stage', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('chunks_total', 'integer', (column) => column.notNull())
    .addColumn('chunks_embedded', 'integer', (column) => column.notNull())
    .addColumn('chunks_reused', 'integer', (column) => column.notNull())
    .addColumn('chunks_indexed', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('finished_at', 'text');
}

async function createIndex(
  database: Database,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  await database.schema
    .createIndex(`${table}_${name}`)
    .on(table)
    .columns([...columns])
    .execute();
}
