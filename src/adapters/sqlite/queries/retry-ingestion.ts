import type { AccessFilter } from '../../../domain/access-filter.js';
import { ConflictError } from '../../../domain/errors.js';
import type { IngestionId } from '../../../domain/ids.js';
import { noProgress } from '../../../domain/ingestion.js';
import type { IngestionRow } from '../schema/tables.js';
import { awaitAgain } from './accept-documents.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { findVisibleIngestion } from './find-visible-ingestion.js';
import { fromProgress } from './ingestion-row.js';
import type { SqlDialect } from './sql-dialect.js';

interface RetryRequest {
  readonly id: IngestionId;
  readonly now: Date;
}

/** Queues an ingestion that failed or was cancelled again; undefined where `access` lets see none. */
export async function retryIngestion(
  transaction: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  { id, now }: RetryRequest,
): Promise<IngestionRow | undefined> {
  const found = await findVisibleIngestion(transaction, dialect, access, id);
  if (found === undefined) return undefined;
  await refuseUnlessRetryable(transaction, found);
  const queued = await transaction
    .updateTable('ingestions')
    .set({ state: 'QUEUED', stage: null, error: null, finished_at: null, ...fromProgress(noProgress) })
    .set({ claimable_at: now.toISOString(), lease_owner: null })
    .set(({ eb }) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendEvents(transaction, [queued]);
  await awaitAgain(transaction, dialect, [queued.document_id]);
  return queued;
}

async function refuseUnlessRetryable(transaction: Database, row: IngestionRow): Promise<void> {
  if (row.state !== 'FAILED' && row.state !== 'CANCELLED') {
    throw new ConflictError(
      `${row.id} is ${row.state}; only one that FAILED or was CANCELLED can be retried`,
    );
  }
  const later = await transaction
    .selectFrom('ingestions')
    .select('id')
    .where('document_id', '=', row.document_id)
    .where('position', '>', row.position)
    .orderBy('position', 'desc')
    .executeTakeFirst();
  if (later === undefined) return;
  throw new ConflictError(`${row.id} was superseded by ${later.id}, a later ingestion of the same document`);
}
