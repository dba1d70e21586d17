import { sql } from 'kysely';

import { NotFoundError } from '../../../domain/errors.js';
import type { Ingestion } from '../../../domain/ingestion.js';
import type { AcceptRequest } from '../../../ports/ingestion-queue.js';
import type { DocumentRow, IngestionRow } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { draftHash } from './draft-hash.js';
import { insertBatches } from './in-batches.js';
import { toIngestion } from './ingestion-row.js';
import { isAnyOf } from './is-any-of.js';
import { insertMetadata } from './metadata-rows.js';
import type { SqlDialect } from './sql-dialect.js';

type Accepted = AcceptRequest['documents'][number];

/** Writes documents where there are none yet, ingestions, and their first events. */
export async function acceptDocuments(
  transaction: Database,
  dialect: SqlDialect,
  request: AcceptRequest,
): Promise<readonly Ingestion[]> {
  await refuseUnlessLive(transaction, request);
  const known = await knownDocuments(transaction, dialect, request);
  await insertDocuments(
    transaction,
    request,
    request.documents.filter(({ draft }) => !known.has(draft.externalId)),
  );
  await awaitAgain(transaction, dialect, [...known.values()]);
  const rows = request.documents.map((document) =>
    queuedIngestion(request, document, known.get(document.draft.externalId) ?? document.documentId),
  );
  await insertBatches(rows, (batch) => transaction.insertInto('ingestions').values(batch).execute());
  await appendEvents(transaction, rows);
  return rows.map(toIngestion);
}

/** Whoever looked the collection up may have done so before it was deleted. */
async function refuseUnlessLive(transaction: Database, { collectionId }: AcceptRequest): Promise<void> {
  const live = await transaction
    .selectFrom('collections')
    .select('id')
    .where('id', '=', collectionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (live === undefined) throw new NotFoundError('the collection was deleted');
}

/** The ids of the live documents by external id. */
async function knownDocuments(
  transaction: Database,
  dialect: SqlDialect,
  { collectionId, documents }: AcceptRequest,
): Promise<ReadonlyMap<string, string>> {
  const externalIds = documents.map(({ draft }) => draft.externalId);
  const rows = await transaction
    .selectFrom('documents')
    .select(['external_id', 'id'])
    .where('collection_id', '=', collectionId)
    .where(isAnyOf(dialect, sql.ref('external_id'), externalIds))
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

async function insertDocuments(
  transaction: Database,
  request: AcceptRequest,
  documents: readonly Accepted[],
): Promise<void> {
  const rows = documents.map((document) => toDocumentRow(request, document));
  await insertBatches(rows, (batch) => transaction.insertInto('documents').values(batch).execute());
  await insertMetadata(
    transaction,
    documents.map(({ documentId, draft }) => ({ id: documentId, metadata: draft.metadata })),
  );
}

/** A document that failed before it had a version has hope again. */
export async function awaitAgain(
  transaction: Database,
  dialect: SqlDialect,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await transaction
    .updateTable('documents')
    .set({ state: 'PENDING' })
    .where(isAnyOf(dialect, sql.ref('id'), documentIds))
    .where('state', '=', 'FAILED')
    .execute();
}

function toDocumentRow({ tenant, collectionId, now }: AcceptRequest, document: Accepted): DocumentRow {
  const { documentId, draft } = document;
  return {
    id: documentId,
    collection_id: collectionId,
    tenant,
    external_id: draft.externalId,
    title: draft.title,
    uri: draft.uri,
    media_type: draft.mediaType ?? 'application/octet-stream',
    metadata: JSON.stringify(draft.metadata),
    access: JSON.stringify(draft.access),
    content_hash: draft.contentHash,
    chunk_count: 0,
    text_length: 0,
    current_version: 0,
    state: 'PENDING',
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
    deleted_at: null,
  };
}

/** A row as it is when it is accepted. */
export function queuedIngestion(
  { tenant, collectionId, now }: Pick<AcceptRequest, 'tenant' | 'collectionId' | 'now'>,
  { ingestionId, draft }: Pick<Accepted, 'ingestionId' | 'draft'>,
  documentId: string,
): Omit<IngestionRow, 'position'> {
  return {
    id: ingestionId,
    tenant,
    collection_id: collectionId,
    document_id: documentId,
    external_id: draft.externalId,
    title: draft.title,
    uri: draft.uri,
    media_type: draft.mediaType,
    metadata: JSON.stringify(draft.metadata),
    access: JSON.stringify(draft.access),
    content_hash: draft.contentHash,
    byte_length: draft.byteLength,
    draft_hash: draftHash(draft),
    created_at: now.toISOString(),
    lease_owner: null,
    claimable_at: now.toISOString(),
    last_seq: 1,
    state: 'QUEUED',
    stage: null,
    attempts: 0,
    chunks_total: 0,
    chunks_embedded: 0,
    chunks_reused: 0,
    chunks_indexed: 0,
    error: null,
    finished_at: null,
  };
}
