import type { AccessFilter } from '../../../domain/access-filter.js';
import { ConflictError } from '../../../domain/errors.js';
import type { IngestionId } from '../../../domain/ids.js';
import { isFinished } from '../../../domain/ingestion.js';
import type { IngestionRow } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { findVisibleIngestion } from './find-visible-ingestion.js';
import { leaveDocument } from './finish-ingestion.js';
import { ingestionWork } from './require-lease.js';
import type { SqlDialect } from './sql-dialect.js';

interface CancelRequest {
  readonly id: IngestionId;
  readonly now: Date;
}

/** Ends an unfinished ingestion, whoever holds its lease; undefined where `access` lets see none. */
export async function cancelIngestion(
  transaction: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  { id, now }: CancelRequest,
): Promise<IngestionRow | undefined> {
  const found = await findVisibleIngestion(transaction, dialect, access, id);
  if (found === undefined) return undefined;
  if (isFinished(found)) throw new ConflictError(`${id} has ended already, as ${found.state}`);
  const work = await ingestionWork(transaction).where('i.id', '=', id).executeTakeFirstOrThrow();
  if (work.currentIngestionId === id)
    throw new ConflictError(`${id} has done its work: its version is served`);
  const cancelled = await transaction
    .updateTable('ingestions')
    .set({ state: 'CANCELLED', error: null, finished_at: now.toISOString(), lease_owner: null })
    .set(({ eb }) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendEvents(transaction, [cancelled]);
  await leaveDocument(transaction, dialect, work);
  return cancelled;
}
