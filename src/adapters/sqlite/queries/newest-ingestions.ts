import type { RawBuilder, SqlBool } from 'kysely';

import type { CollectionId } from '../../../domain/ids.js';
import type { IngestionState } from '../../../domain/ingestion.js';
import type { IngestionRow } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { countOf, hasRows } from './count-of.js';
import { decodePosition } from './position.js';
import type { Listing } from './read-page.js';

interface Query {
  readonly after: string | null;
  readonly collectionId: CollectionId | null;
  readonly state: IngestionState | null;
}

/** Ingestions of the visible documents (`documents as d`), the last accepted first. */
export function newestIngestions(
  database: Database,
  visible: RawBuilder<SqlBool>,
  { after, collectionId, state }: Query,
): Listing<IngestionRow> {
  const [position] = after === null ? [null] : decodePosition<[number]>(after, ['number']);
  const all = database
    .selectFrom('ingestions as i')
    .innerJoin('documents as d', 'd.id', 'i.document_id')
    .where(visible)
    .$if(collectionId !== null, (query) => query.where('i.collection_id', '=', String(collectionId)))
    .$if(state !== null, (query) => query.where('i.state', '=', state as IngestionState));
  return {
    count: () => countOf(all),
    hasRowsBefore: async () => position !== null && hasRows(all.where('i.position', '>=', position)),
    rows: (limit) =>
      (position === null ? all : all.where('i.position', '<', position))
        .selectAll('i')
        .orderBy('i.position', 'desc')
        .limit(limit)
        .execute(),
    keyOf: (row) => [row.position],
  };
}
