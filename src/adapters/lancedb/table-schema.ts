import { Bool, Field, FixedSizeList, Float32, Float64, List, Schema, Utf8 } from 'apache-arrow';
import type { DataType } from 'apache-arrow';

import type { MetadataType } from '../../domain/metadata.js';
import type { IndexPartition } from '../../ports/search-index.js';
import { factColumns } from './columns.js';

/**
 * Chunk id of the row that carries the partition's sequence and nothing else: before that of any chunk. It has
 * no tenant, so that no search sees it.
 */
export const sequenceRowId = '';

/**
 * One row a chunk, and the sequence row. `access` is null where everyone in the tenant may see the chunk,
 * `tokens` where it has none, facts where the document lacks them; `sequence` is null on chunks.
 */
export function tableSchema({ dimensions, metadataSchema }: IndexPartition): Schema {
  return new Schema([
    new Field('chunk_id', new Utf8(), false),
    new Field('document_id', new Utf8(), true),
    new Field('tenant', new Utf8(), true),
    new Field('access', listOfText(), true),
    new Field('tokens', new Utf8(), true),
    new Field('vector', new FixedSizeList(dimensions, new Field('item', new Float32(), true)), true),
    ...factColumns(metadataSchema).map(({ column, type }) => new Field(column, arrowTypes[type](), true)),
    new Field('sequence', new Float64(), true),
  ]);
}

const arrowTypes: Readonly<Record<MetadataType, () => DataType>> = {
  STRING: () => new Utf8(),
  NUMBER: () => new Float64(),
  BOOLEAN: () => new Bool(),
  // Normalised instants order as text.
  DATETIME: () => new Utf8(),
  STRING_LIST: listOfText,
};

function listOfText(): List<Utf8> {
  return new List(new Field('item', new Utf8(), true));
}
