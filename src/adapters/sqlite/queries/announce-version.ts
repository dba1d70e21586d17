import type { Lease } from '../../../ports/ingestion-queue.js';
import { appendOutbox } from './append-outbox.js';
import type { Database } from './catalog-database.js';
import { requireLease } from './require-lease.js';
import { chunkIdsOf } from './staged-version.js';

/** Sends the staged version's new chunks to the index, once; resolves to the sequence they went with. */
export async function announceVersion(transaction: Database, lease: Lease): Promise<number> {
  const leased = await requireLease(transaction, lease);
  const { documentId, collectionId, currentVersion, stagedVersion, announcedSequence } = leased;
  if (stagedVersion === null) throw new Error(`${lease.ingestionId} has staged no version to announce`);
  if (announcedSequence !== null) return announcedSequence;
  const chunkIds = await chunkIdsOf(transaction, documentId, [currentVersion, stagedVersion]);
  const served = new Set(chunkIds.get(currentVersion));
  const arriving = (chunkIds.get(stagedVersion) ?? []).filter((id) => !served.has(id));
  const sequence = await appendOutbox(transaction, collectionId, arriving);
  await transaction
    .updateTable('document_versions')
    .set({ announced_sequence: sequence })
    .where('document_id', '=', documentId)
    .where('version', '=', stagedVersion)
    .execute();
  return sequence;
}
