import type { ChunkId } from '../../../domain/ids.js';
import { appendOutbox } from './append-outbox.js';
import type { Database } from './catalog-database.js';
import { removeUnreferenced } from './remove-unreferenced.js';
import type { Leased } from './require-lease.js';
import type { SqlDialect } from './sql-dialect.js';

/** Ids of the chunks of some versions of a document, by version. */
export async function chunkIdsOf(
  database: Database,
  documentId: string,
  versions: readonly number[],
): Promise<ReadonlyMap<number, readonly ChunkId[]>> {
  const rows = await database
    .selectFrom('version_chunks')
    .select(['version', 'chunk_id'])
    .where('document_id', '=', documentId)
    .where('version', 'in', [...versions])
    .orderBy('ordinal')
    .execute();
  const ids = new Map<number, ChunkId[]>(versions.map((version) => [version, []]));
  for (const row of rows) ids.get(row.version)?.push(row.chunk_id as ChunkId);
  return ids;
}

/** Takes the staged version back, as if it had never been; from the index too where it was announced. */
export async function discardStaged(
  transaction: Database,
  dialect: SqlDialect,
  leased: Leased,
): Promise<void> {
  const announced = await detachStaged(transaction, leased);
  if (announced === null) return;
  await removeUnreferenced(transaction, dialect, leased);
  await appendOutbox(transaction, leased.collectionId, announced);
}

/**
 * Removes the staged version but not yet what it alone refers to. Resolves to the chunks the index was
 * told of, null where nothing was staged.
 */
export async function detachStaged(
  transaction: Database,
  { documentId, stagedVersion, announcedSequence }: Leased,
): Promise<readonly ChunkId[] | null> {
  if (stagedVersion === null) return null;
  const chunkIds = await chunkIdsOf(transaction, documentId, [stagedVersion]);
  for (const table of ['version_chunks', 'document_versions'] as const) {
    await transaction
      .deleteFrom(table)
      .where('document_id', '=', documentId)
      .where('version', '=', stagedVersion)
      .execute();
  }
  return announcedSequence === null ? [] : (chunkIds.get(stagedVersion) ?? []);
}
