import type { Updateable } from 'kysely';

import { LeaseLostError } from '../../../domain/errors.js';
import type { Lease } from '../../../ports/ingestion-queue.js';
import type { IngestionRow, IngestionsTable, IngestionStatus } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { insertBatches } from './in-batches.js';

type Change = Partial<IngestionStatus> & Pick<Updateable<IngestionsTable>, 'lease_owner' | 'claimable_at'>;

/** Changes an ingestion under its lease and appends the event; rejects with LeaseLostError. */
export async function changeIngestion(
  transaction: Database,
  lease: Lease,
  change: Change,
): Promise<IngestionRow> {
  const row = await transaction
    .updateTable('ingestions')
    .set(change)
    .set(({ eb }) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', lease.ingestionId)
    .where('attempts', '=', lease.token)
    .where('state', '=', 'RUNNING')
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new LeaseLostError(lease.ingestionId);
  await appendEvents(transaction, [row]);
  return row;
}

/** Notes the ingestions as they are now, each as its event number `last_seq`. */
export async function appendEvents(
  transaction: Database,
  rows: readonly Omit<IngestionRow, 'position'>[],
): Promise<void> {
  const events = rows.map((row) => ({
    ingestion_id: row.id,
    seq: row.last_seq,
    state: row.state,
    stage: row.stage,
    attempts: row.attempts,
    chunks_total: row.chunks_total,
    chunks_embedded: row.chunks_embedded,
    chunks_reused: row.chunks_reused,
    chunks_indexed: row.chunks_indexed,
    error: row.error,
    finished_at: row.finished_at,
  }));
  await insertBatches(events, (batch) => transaction.insertInto('ingestion_events').values(batch).execute());
}
