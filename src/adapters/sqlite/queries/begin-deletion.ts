import { sql, type RawBuilder, type SqlBool } from 'kysely';

import type { AccessFilter } from '../../../domain/access-filter.js';
import type { ChunkId, DocumentId } from '../../../domain/ids.js';
import type { DeletionLedger } from '../../../ports/deletion-ledger.js';
import type { DeletionDocumentsTable, DeletionRow } from '../schema/tables.js';
import { appendOutbox } from './append-outbox.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { groupBy } from './group-by.js';
import { insertBatches } from './in-batches.js';
import { isAnyOf } from './is-any-of.js';
import { nextEpoch } from './next-epoch.js';
import type { SqlDialect } from './sql-dialect.js';
import { visibleDocuments } from './visible-documents.js';

type Request = Parameters<DeletionLedger['begin']>[1];
type CollectionRequest = Parameters<DeletionLedger['beginCollection']>[1];

interface Doomed {
  readonly documentId: string;
  readonly collectionId: string;
  readonly chunkIds: readonly ChunkId[];
  readonly contentHashes: readonly string[];
}

/** Tombstones what `access` lets see of the documents, and writes down what is to be removed. */
export async function beginDeletion(
  transaction: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  request: Request,
): Promise<DeletionRow> {
  const { id, documentIds, now } = request;
  const chosen = sql<SqlBool>`${isAnyOf(dialect, sql.ref('d.id'), documentIds)}
    and ${visibleDocuments(dialect, access)}`;
  const doomed = await doomedDocuments(transaction, dialect, chosen);
  return entomb(transaction, dialect, doomed, { id, tenant: access.tenant, collection_id: null, now });
}

/** As `beginDeletion`, for the collection and all that is in it; undefined where the tenant has none such. */
export async function beginCollectionDeletion(
  transaction: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  { id, collectionId, now }: CollectionRequest,
): Promise<{ readonly row: DeletionRow; readonly documentIds: readonly DocumentId[] } | undefined> {
  const { numUpdatedRows } = await transaction
    .updateTable('collections')
    // A name with a space is none that a collection can have.
    .set({ name: `deleted ${collectionId}`, description: null, metadata_schema: '[]' })
    .set({ deleted_at: now.toISOString() })
    .where('id', '=', collectionId)
    .where('tenant', '=', access.tenant)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return undefined;
  const chosen = sql<SqlBool>`d.collection_id = ${collectionId} and d.deleted_at is null`;
  const doomed = await doomedDocuments(transaction, dialect, chosen);
  const deletion = { id, tenant: access.tenant, collection_id: collectionId, now };
  const row = await entomb(transaction, dialect, doomed, deletion);
  return { row, documentIds: doomed.map(({ documentId }) => documentId as DocumentId) };
}

async function entomb(
  transaction: Database,
  dialect: SqlDialect,
  doomed: readonly Doomed[],
  { now, ...deletion }: Pick<DeletionRow, 'id' | 'tenant' | 'collection_id'> & { readonly now: Date },
): Promise<DeletionRow> {
  const ids = doomed.map(({ documentId }) => documentId);
  await tombstone(transaction, dialect, ids, now);
  await cancelIngestions(transaction, dialect, ids, now);
  const outboxSequence = await tellIndex(transaction, doomed);
  const row: DeletionRow = {
    ...deletion,
    state: 'RUNNING',
    document_count: doomed.length,
    outbox_sequence: outboxSequence,
    stores: '[]',
    started_at: now.toISOString(),
    completed_at: null,
  };
  await transaction.insertInto('deletions').values(row).execute();
  await insertBatches(
    doomed.map((document) => toRow(deletion.id, document)),
    (batch) => transaction.insertInto('deletion_documents').values(batch).execute(),
  );
  return row;
}

async function doomedDocuments(
  transaction: Database,
  dialect: SqlDialect,
  chosen: RawBuilder<SqlBool>,
): Promise<readonly Doomed[]> {
  const documents = await transaction
    .selectFrom('documents as d')
    .select(['d.id', 'd.collection_id'])
    .where(chosen)
    .orderBy('d.id')
    .execute();
  const ids = documents.map(({ id }) => id);
  const chunks = groupBy(await chunksOf(transaction, dialect, ids), (row) => row.document_id);
  const blobs = groupBy(await blobsOf(transaction, dialect, ids), (row) => row.document_id);
  return documents.map(({ id, collection_id }) => ({
    documentId: id,
    collectionId: collection_id,
    chunkIds: (chunks.get(id) ?? []).map((chunk) => chunk.id as ChunkId),
    contentHashes: (blobs.get(id) ?? []).map((blob) => blob.content_hash),
  }));
}

/** Chunks of all their versions, staged and earlier ones included. */
function chunksOf(transaction: Database, dialect: SqlDialect, documentIds: readonly string[]) {
  return transaction
    .selectFrom('chunks')
    .select(['document_id', 'id'])
    .where(isAnyOf(dialect, sql.ref('document_id'), documentIds))
    .execute();
}

/** The bytes of every ingestion of them, published or not. */
function blobsOf(transaction: Database, dialect: SqlDialect, documentIds: readonly string[]) {
  return transaction
    .selectFrom('ingestions')
    .select(['document_id', 'content_hash'])
    .distinct()
    .where(isAnyOf(dialect, sql.ref('document_id'), documentIds))
    .execute();
}

async function tombstone(
  transaction: Database,
  dialect: SqlDialect,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('documents')
    .set({ deleted_at: now.toISOString() })
    .where(isAnyOf(dialect, sql.ref('id'), ids))
    .execute();
}

async function cancelIngestions(
  transaction: Database,
  dialect: SqlDialect,
  documentIds: readonly string[],
  now: Date,
): Promise<void> {
  const cancelled = await transaction
    .updateTable('ingestions')
    .set({ state: 'CANCELLED', finished_at: now.toISOString(), lease_owner: null })
    .set(({ eb }) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where(isAnyOf(dialect, sql.ref('document_id'), documentIds))
    .where('finished_at', 'is', null)
    .returningAll()
    .execute();
  await appendEvents(transaction, cancelled);
}

/** Counts the epochs up and puts the chunks into the outbox; resolves to the last sequence. */
async function tellIndex(transaction: Database, doomed: readonly Doomed[]): Promise<number> {
  let last = 0;
  for (const [collectionId, documents] of groupBy(doomed, (document) => document.collectionId)) {
    await nextEpoch(transaction, collectionId);
    const chunkIds = documents.flatMap((document) => document.chunkIds);
    last = Math.max(last, await appendOutbox(transaction, collectionId, chunkIds));
  }
  return last;
}

function toRow(deletionId: string, document: Doomed): DeletionDocumentsTable {
  return {
    deletion_id: deletionId,
    document_id: document.documentId,
    collection_id: document.collectionId,
    chunk_ids: JSON.stringify(document.chunkIds),
    content_hashes: JSON.stringify(document.contentHashes),
  };
}
