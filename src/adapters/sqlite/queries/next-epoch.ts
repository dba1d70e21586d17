import type { Database } from './catalog-database.js';

/** Counts the collection's epoch up, with the change that the same transaction makes. */
export async function nextEpoch(transaction: Database, collectionId: string): Promise<number> {
  const { epoch } = await transaction
    .updateTable('collections')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', collectionId)
    .returning('epoch')
    .executeTakeFirstOrThrow();
  return epoch;
}
