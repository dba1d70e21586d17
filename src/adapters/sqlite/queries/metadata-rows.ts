import type { Metadata, MetadataValue } from '../../../domain/metadata.js';
import type { DocumentMetadataTable } from '../schema/tables.js';
import type { Database } from './catalog-database.js';
import { insertBatches } from './in-batches.js';
import { numberKey } from './number-key.js';

/** Writes the rows that filters over the documents' metadata read. */
export async function insertMetadata(
  database: Database,
  documents: readonly { readonly id: string; readonly metadata: Metadata }[],
): Promise<void> {
  const rows = documents.flatMap(({ id, metadata }) => metadataRows(id, metadata));
  await insertBatches(rows, (batch) => database.insertInto('document_metadata').values(batch).execute());
}

function metadataRows(documentId: string, metadata: Metadata): DocumentMetadataTable[] {
  return Object.entries(metadata).flatMap(([name, value]) =>
    columnsOf(value).map((columns) => ({ document_id: documentId, name, ...columns })),
  );
}

type ValueColumns = Pick<DocumentMetadataTable, 'text_value' | 'number_key' | 'element'>;

const noValue: ValueColumns = { text_value: null, number_key: null, element: null };

function columnsOf(value: MetadataValue): readonly ValueColumns[] {
  if (typeof value === 'string') return [{ ...noValue, text_value: value }];
  if (typeof value === 'number' || typeof value === 'boolean')
    return [{ ...noValue, number_key: numberKey(value) }];
  if (value.length === 0) return [noValue];
  return value.map((element) => ({ ...noValue, element }));
}
