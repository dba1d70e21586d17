import type { ClaimedIngestion } from '../../../ports/ingestion-queue.js';
import type { IngestionRow } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { toCollection } from './collection-row.js';
import { toDraft, toIngestion } from './ingestion-row.js';

interface ClaimRequest {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMilliseconds: number;
}

export async function claimIngestion(
  transaction: Database,
  request: ClaimRequest,
): Promise<ClaimedIngestion | null> {
  const row = await takeOldest(transaction, request);
  if (row === undefined) return null;
  await appendEvents(transaction, [row]);
  const ingestion = toIngestion(row);
  const around = await surroundings(transaction, row);
  const published = around.from_epoch !== null;
  return {
    lease: { ingestionId: ingestion.id, token: row.attempts },
    ingestion,
    collection: toCollection(around),
    draft: toDraft(row),
    stagedVersion: published ? null : around.version,
    published,
  };
}

async function takeOldest(
  transaction: Database,
  { owner, now, leaseMilliseconds }: ClaimRequest,
): Promise<IngestionRow | undefined> {
  return transaction
    .updateTable('ingestions')
    .set(({ eb }) => ({
      state: 'RUNNING',
      attempts: eb('attempts', '+', 1),
      last_seq: eb('last_seq', '+', 1),
      error: null,
      lease_owner: owner,
      claimable_at: new Date(now.getTime() + leaseMilliseconds).toISOString(),
    }))
    .where('position', '=', oldestClaimable(transaction, now))
    .returningAll()
    .executeTakeFirst();
}

/** The first in the order of acceptance that is due and waits for no other one of its document. */
function oldestClaimable(database: Database, now: Date) {
  return database
    .selectFrom('ingestions as i')
    .select('i.position')
    .where('i.finished_at', 'is', null)
    .where('i.claimable_at', '<=', now.toISOString())
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ingestions as earlier')
            .select('earlier.id')
            .whereRef('earlier.document_id', '=', 'i.document_id')
            .whereRef('earlier.position', '<', 'i.position')
            .where('earlier.finished_at', 'is', null),
        ),
      ),
    )
    .orderBy('i.position')
    .limit(1);
}

/** The ingestion's collection, beside the version that an earlier attempt made, staged or published. */
function surroundings(transaction: Database, { id, document_id, collection_id }: IngestionRow) {
  return transaction
    .selectFrom('collections as k')
    .leftJoin('document_versions as v', (join) =>
      join.on('v.document_id', '=', document_id).on('v.ingestion_id', '=', id),
    )
    .selectAll('k')
    .select(['v.version', 'v.from_epoch'])
    .where('k.id', '=', collection_id)
    .executeTakeFirstOrThrow();
}
