import type { IngestionId } from '../../../domain/ids.js';
import type { IngestionEvent } from '../../../domain/ingestion.js';
import type { Database } from './catalog-database.js';
import { toIngestion } from './ingestion-row.js';

/** Events after `afterSeq`, by `seq`: the ingestion as it was after each change. */
export async function ingestionEvents(
  database: Database,
  { id, afterSeq, limit }: { readonly id: IngestionId; readonly afterSeq: number; readonly limit: number },
): Promise<readonly IngestionEvent[]> {
  const rows = await database
    .selectFrom('ingestion_events as e')
    .innerJoin('ingestions as i', 'i.id', 'e.ingestion_id')
    .selectAll('e')
    .select(['i.id', 'i.tenant', 'i.collection_id', 'i.document_id', 'i.external_id', 'i.created_at'])
    .where('e.ingestion_id', '=', id)
    .where('e.seq', '>', afterSeq)
    .orderBy('e.seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ seq: row.seq, ingestion: toIngestion(row) }));
}
