import type { AccessFilter } from '../../../domain/access-filter.js';
import type { IngestionId } from '../../../domain/ids.js';
import type { IngestionRow } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import type { SqlDialect } from './sql-dialect.js';
import { visibleDocuments } from './visible-documents.js';

/** Undefined where there is none, or its document is not visible. */
export function findVisibleIngestion(
  database: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  id: IngestionId,
): Promise<IngestionRow | undefined> {
  return database
    .selectFrom('ingestions as i')
    .innerJoin('documents as d', 'd.id', 'i.document_id')
    .selectAll('i')
    .where('i.id', '=', id)
    .where(visibleDocuments(dialect, access))
    .executeTakeFirst();
}
