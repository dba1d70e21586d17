import { LeaseLostError } from '../../../domain/errors.js';
import type { Lease } from '../../../ports/ingestion-queue.js';
import type { Database } from './catalog-database.js';

export type Leased = Awaited<ReturnType<typeof requireLease>>;

/** The leased ingestion with what its steps need to know; rejects with LeaseLostError. */
export async function requireLease(database: Database, lease: Lease) {
  const row = await ingestionWork(database)
    .where('i.id', '=', lease.ingestionId)
    .where('i.attempts', '=', lease.token)
    .where('i.state', '=', 'RUNNING')
    .executeTakeFirst();
  if (row === undefined) throw new LeaseLostError(lease.ingestionId);
  return row;
}

/** Each ingestion (`i`) with its document (`d`), the document's current version and what it staged itself. */
export function ingestionWork(database: Database) {
  return database
    .selectFrom('ingestions as i')
    .innerJoin('documents as d', 'd.id', 'i.document_id')
    .innerJoin('collections as k', 'k.id', 'i.collection_id')
    .leftJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.version', '=', 'd.current_version'),
    )
    .leftJoin('document_versions as s', (join) =>
      join
        .onRef('s.document_id', '=', 'd.id')
        .onRef('s.ingestion_id', '=', 'i.id')
        .on('s.from_epoch', 'is', null),
    )
    .select([
      'i.id as ingestionId',
      'i.document_id as documentId',
      'i.collection_id as collectionId',
      'i.tenant',
      'k.model',
      'd.current_version as currentVersion',
      'd.metadata as documentMetadata',
      'i.title',
      'i.uri',
      'i.metadata',
      'i.access',
      'i.content_hash as contentHash',
      'i.draft_hash as draftHash',
      'i.created_at as createdAt',
      'v.draft_hash as currentDraftHash',
      'v.ingestion_id as currentIngestionId',
      's.version as stagedVersion',
      's.announced_sequence as announcedSequence',
    ]);
}
