import { sql } from 'kysely';

import type { ContentHash, DeletionId } from '../../../domain/ids.js';
import type { Database } from './catalog-database.js';
import { groupBy } from './group-by.js';
import { removeUnusedVectors } from './remove-unreferenced.js';
import type { SqlDialect } from './sql-dialect.js';

/** Tables whose rows hold a document's words, in the order in which they refer to each other. */
const wordTables = [
  'document_metadata',
  'version_chunks',
  'document_versions',
  'document_texts',
  'chunks',
] as const;

/** Removes the words of a deletion's documents; resolves to how many rows went. */
export async function purgeWords(
  transaction: Database,
  dialect: SqlDialect,
  id: DeletionId,
): Promise<number> {
  const vectors = await vectorsOf(transaction, id);
  let deleted = 0;
  for (const table of wordTables) {
    const { numDeletedRows } = await transaction
      .deleteFrom(table)
      .where('document_id', 'in', documentsOf(transaction, id))
      .executeTakeFirst();
    deleted += Number(numDeletedRows);
  }
  for (const [, rows] of groupBy(vectors, ({ tenant, model }) => JSON.stringify([tenant, model]))) {
    const [space] = rows;
    if (space === undefined) continue;
    const hashes = rows.map(({ embedded_hash }) => embedded_hash);
    deleted += await removeUnusedVectors(transaction, dialect, space, hashes);
  }
  await blankTombstones(transaction, id);
  return deleted;
}

/** Blobs of the documents that no document still there was ever ingested from. */
export async function orphanedBlobs(
  transaction: Database,
  dialect: SqlDialect,
  id: DeletionId,
): Promise<readonly ContentHash[]> {
  const blobs = dialect.jsonStrings(sql.ref('m.content_hashes'));
  const { rows } = await sql<{ hash: ContentHash }>`
    select distinct b.value as hash from deletion_documents as m, ${blobs} as b
    where m.deletion_id = ${id} and not exists (
      select 1 from ingestions as i join documents as d on d.id = i.document_id
      where i.content_hash = b.value and d.deleted_at is null)`.execute(transaction);
  return rows.map(({ hash }) => hash);
}

/** How many rows hold words of the deletion's documents. */
export async function countWords(database: Database, id: DeletionId): Promise<number> {
  const counts = wordTables.map(
    (table) => sql`(select count(*) from ${sql.table(table)}
      where document_id in (select document_id from deletion_documents where deletion_id = ${id}))`,
  );
  const { rows } = await sql<{ count: number }>`select ${sql.join(counts, sql` + `)} as count`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

/** The vectors that the documents' chunks use, alone or not. */
function vectorsOf(transaction: Database, id: DeletionId) {
  return transaction
    .selectFrom('chunks as c')
    .innerJoin('collections as k', 'k.id', 'c.collection_id')
    .select(['k.tenant', 'k.model', 'c.embedded_hash'])
    .distinct()
    .where('c.document_id', 'in', documentsOf(transaction, id))
    .execute();
}

/** A tombstone keeps ids and hashes, so that a deletion can be resumed, and not a word. */
async function blankTombstones(transaction: Database, id: DeletionId): Promise<void> {
  const noWords = { external_id: '', title: null, uri: null, metadata: '{}', access: '[]' };
  await transaction
    .updateTable('documents')
    .set(noWords)
    .where('id', 'in', documentsOf(transaction, id))
    .execute();
  await transaction
    .updateTable('ingestions')
    .set({ ...noWords, draft_hash: '' })
    .where('document_id', 'in', documentsOf(transaction, id))
    .execute();
}

function documentsOf(database: Database, id: DeletionId) {
  return database.selectFrom('deletion_documents').select('document_id').where('deletion_id', '=', id);
}
