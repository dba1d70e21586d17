import type { ChunkId } from '../../../domain/ids.js';
import type { Database } from './catalog-database.js';

/** Chunks in one outbox entry, at most. */
const chunksPerEntry = 256;

/** Tells the index to look at these chunks again; resolves to the last sequence written, 0 for no chunks. */
export async function appendOutbox(
  transaction: Database,
  collectionId: string,
  chunkIds: readonly ChunkId[],
): Promise<number> {
  if (chunkIds.length === 0) return 0;
  let head = 0;
  for (let start = 0; start < chunkIds.length; start += chunksPerEntry) {
    const chunk_ids = JSON.stringify(chunkIds.slice(start, start + chunksPerEntry));
    const { sequence } = await transaction
      .insertInto('index_outbox')
      .values({ collection_id: collectionId, chunk_ids })
      .returning('sequence')
      .executeTakeFirstOrThrow();
    head = sequence;
  }
  await transaction
    .updateTable('collections')
    .set({ outbox_head: head })
    .where('id', '=', collectionId)
    .execute();
  return head;
}
