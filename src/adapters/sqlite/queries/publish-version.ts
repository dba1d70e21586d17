import type { ChunkId } from '../../../domain/ids.js';
import type { Metadata } from '../../../domain/metadata.js';
import type { Lease } from '../../../ports/ingestion-queue.js';
import type { DocumentVersionRow } from '../schema/tables.js';
import { appendOutbox } from './append-outbox.js';
import type { Database } from './catalog-database.js';
import { sortedEntries } from './draft-hash.js';
import { insertMetadata } from './metadata-rows.js';
import { nextEpoch } from './next-epoch.js';
import { removeUnreferenced } from './remove-unreferenced.js';
import { requireLease, type Leased } from './require-lease.js';
import type { SqlDialect } from './sql-dialect.js';
import { chunkIdsOf } from './staged-version.js';

export interface PublishingSettings {
  readonly dialect: SqlDialect;
  /** How many versions of a document keep their text, the current one included; 1 or more. */
  readonly versionsKept: number;
}

/** The document whose staged version is to become current. */
type Publishing = Pick<
  Leased,
  'documentId' | 'collectionId' | 'currentVersion' | 'documentMetadata' | 'tenant' | 'model'
>;

/** Makes the staged version the current one; resolves to the sequence the index has to follow, or 0. */
export async function publishVersion(
  transaction: Database,
  settings: PublishingSettings,
  lease: Lease,
): Promise<number> {
  return makeCurrent(transaction, settings, await requireLease(transaction, lease));
}

/** The flip, for whoever staged the version. */
export async function makeCurrent(
  transaction: Database,
  { dialect, versionsKept }: PublishingSettings,
  document: Publishing,
): Promise<number> {
  const [staged, previous] = await versionsOf(transaction, document);
  if (staged?.from_epoch !== null) throw new Error(`${document.documentId} has staged no version to publish`);
  const changed = await chunksToReindex(transaction, previous, staged);
  await flip(transaction, document, staged, previous);
  await updateDocument(transaction, document, staged);
  if (previous !== undefined) {
    await forgetHistory(transaction, document, staged.version, versionsKept);
    await removeUnreferenced(transaction, dialect, document);
  }
  return appendOutbox(transaction, document.collectionId, changed);
}

/** The newest two: the staged one and, where there is one, the current one. */
function versionsOf(transaction: Database, { documentId, currentVersion }: Publishing) {
  return transaction
    .selectFrom('document_versions')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('version', '>=', currentVersion)
    .orderBy('version', 'desc')
    .execute();
}

/** Chunks that leave, shared ones whose facts or access change, and new ones that were not announced. */
async function chunksToReindex(
  transaction: Database,
  previous: DocumentVersionRow | undefined,
  staged: DocumentVersionRow,
): Promise<readonly ChunkId[]> {
  const announced = staged.announced_sequence !== null;
  if (previous === undefined && announced) return [];
  const versions = [previous?.version ?? 0, staged.version] as const;
  const chunkIds = await chunkIdsOf(transaction, staged.document_id, versions);
  const before = new Set(chunkIds.get(versions[0]));
  const after = new Set(chunkIds.get(versions[1]));
  const factsChanged = previous !== undefined && !indexedAlike(previous, staged);
  return [
    ...[...before].filter((id) => factsChanged || !after.has(id)),
    ...(announced ? [] : [...after].filter((id) => !before.has(id))),
  ];
}

/** Whether the index holds the same of both, apart from their texts. */
function indexedAlike(one: DocumentVersionRow, other: DocumentVersionRow): boolean {
  return (
    one.title === other.title &&
    one.uri === other.uri &&
    one.media_type === other.media_type &&
    one.updated_at === other.updated_at &&
    one.access === other.access &&
    JSON.stringify(sortedEntries(JSON.parse(one.metadata) as Metadata)) ===
      JSON.stringify(sortedEntries(JSON.parse(other.metadata) as Metadata))
  );
}

/** From the new epoch on readers see the staged version; at the epochs before, the one they saw. */
async function flip(
  transaction: Database,
  { documentId, collectionId }: Publishing,
  staged: DocumentVersionRow,
  previous: DocumentVersionRow | undefined,
): Promise<void> {
  const epoch = await nextEpoch(transaction, collectionId);
  const update = (version: number, change: { from_epoch: number } | { to_epoch: number }) =>
    transaction
      .updateTable('document_versions')
      .set(change)
      .where('document_id', '=', documentId)
      .where('version', '=', version)
      .execute();
  await update(staged.version, { from_epoch: epoch });
  if (previous !== undefined) await update(previous.version, { to_epoch: epoch });
}

async function updateDocument(
  transaction: Database,
  { documentId, documentMetadata }: Publishing,
  staged: DocumentVersionRow,
): Promise<void> {
  const { title, uri, media_type, metadata, access, content_hash, chunk_count, text_length } = staged;
  const attributes = { title, uri, media_type, metadata, access, content_hash, chunk_count, text_length };
  await transaction
    .updateTable('documents')
    .set({ ...attributes, updated_at: staged.updated_at, current_version: staged.version, state: 'READY' })
    .where('id', '=', documentId)
    .execute();
  if (metadata === documentMetadata) return;
  await transaction.deleteFrom('document_metadata').where('document_id', '=', documentId).execute();
  await insertMetadata(transaction, [{ id: documentId, metadata: JSON.parse(metadata) as Metadata }]);
}

/**
 * The version before keeps its chunks until the next flip, for readers that took the epoch before this one;
 * versions further back keep their text alone, as far as it is kept.
 */
async function forgetHistory(
  transaction: Database,
  { documentId }: Publishing,
  version: number,
  versionsKept: number,
): Promise<void> {
  await transaction
    .deleteFrom('version_chunks')
    .where('document_id', '=', documentId)
    .where('version', '<', version - 1)
    .execute();
  await transaction
    .deleteFrom('document_versions')
    .where('document_id', '=', documentId)
    .where('version', '<', version - 1)
    .where('version', '<=', version - versionsKept)
    .execute();
}
