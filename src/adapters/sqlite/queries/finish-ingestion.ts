import type { IngestionQueue, Lease } from '../../../ports/ingestion-queue.js';
import type { Database } from './catalog-database.js';
import { changeIngestion } from './change-ingestion.js';
import { requireLease, type Leased } from './require-lease.js';
import type { SqlDialect } from './sql-dialect.js';
import { discardStaged } from './staged-version.js';

type Outcome = Parameters<IngestionQueue['finish']>[1];

/** Ends the ingestion and takes back what it staged and did not publish. */
export async function finishIngestion(
  transaction: Database,
  dialect: SqlDialect,
  lease: Lease,
  outcome: Outcome,
): Promise<void> {
  const leased = await requireLease(transaction, lease);
  await changeIngestion(transaction, lease, {
    state: outcome.state,
    error: outcome.state === 'FAILED' ? JSON.stringify(outcome.error) : null,
    finished_at: outcome.now.toISOString(),
    lease_owner: null,
  });
  await leaveDocument(transaction, dialect, leased);
}

/** Leaves the document as it is once an ingestion of it has ended: without what that did not publish. */
export async function leaveDocument(
  transaction: Database,
  dialect: SqlDialect,
  ended: Leased,
): Promise<void> {
  await discardStaged(transaction, dialect, ended);
  if (ended.currentVersion === 0) await markFailed(transaction, ended);
}

/** A document without a version has failed, unless another ingestion of it is still to come. */
async function markFailed(transaction: Database, { documentId }: Leased): Promise<void> {
  await transaction
    .updateTable('documents')
    .set({ state: 'FAILED' })
    .where('id', '=', documentId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ingestions as i')
            .select('i.id')
            .where('i.document_id', '=', documentId)
            .where('i.finished_at', 'is', null),
        ),
      ),
    )
    .execute();
}
