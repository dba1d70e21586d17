import { Float32, makeData, Table, Vector, vectorFromArray } from 'apache-arrow';
import type { FixedSizeList, Schema } from 'apache-arrow';

import { factOf } from '../../domain/filter.js';
import type { MetadataValue } from '../../domain/metadata.js';
import type { IndexEntry, IndexPartition } from '../../ports/search-index.js';
import { factColumns } from './columns.js';
import { orderedText } from './ordered-text.js';
import { sequenceRowId, tableSchema } from './table-schema.js';

/** What one column holds, row by row. */
type Cells = readonly (MetadataValue | null)[];

/** The sequence row, then one row for each entry, column by column: ten times faster than from row objects. */
export function encodeRows(
  partition: IndexPartition,
  entries: readonly IndexEntry[],
  sequence: number,
): Table {
  const schema = tableSchema(partition);
  const cells: Readonly<Record<string, Cells>> = {
    chunk_id: [sequenceRowId, ...entries.map((entry) => entry.chunkId)],
    document_id: [null, ...entries.map((entry) => entry.documentId)],
    tenant: [null, ...entries.map((entry) => orderedText(entry.tenant))],
    access: [
      null,
      ...entries.map((entry) => (entry.access.length === 0 ? null : entry.access.map(orderedText))),
    ],
    tokens: [null, ...entries.map((entry) => (entry.tokens.length === 0 ? null : entry.tokens.join(' ')))],
    sequence: [sequence, ...entries.map(() => null)],
    ...factCells(partition, entries),
  };
  return new Table(schema, columns(schema, cells, entries));
}

function factCells(partition: IndexPartition, entries: readonly IndexEntry[]): Record<string, Cells> {
  return Object.fromEntries(
    factColumns(partition.metadataSchema).map(({ column, field, type }) => {
      // Arrow writes no values for booleans that are all null, which Lance then refuses.
      const ofSequenceRow = type === 'BOOLEAN' ? false : null;
      return [column, [ofSequenceRow, ...entries.map((entry) => cellOf(factOf(field, entry.facts)))]];
    }),
  );
}

function cellOf(fact: MetadataValue | undefined): MetadataValue | null {
  if (typeof fact === 'string') return orderedText(fact);
  // Lance tells -0 from 0, filters do not.
  if (typeof fact === 'number') return fact + 0;
  if (Array.isArray(fact)) return fact.map(orderedText);
  return fact ?? null;
}

function columns(
  schema: Schema,
  cells: Readonly<Record<string, Cells>>,
  entries: readonly IndexEntry[],
): Record<string, Vector> {
  return Object.fromEntries(
    schema.fields.map(({ name, type }) => [
      name,
      name === 'vector'
        ? vectorColumn(type as FixedSizeList<Float32>, entries)
        : vectorFromArray(cells[name] ?? [], type),
    ]),
  );
}

/** The entries' vectors in one block, after a null for the sequence row. */
function vectorColumn(type: FixedSizeList<Float32>, entries: readonly IndexEntry[]): Vector {
  const dimensions = type.listSize;
  const misfit = entries.find((entry) => entry.vector.length !== dimensions);
  if (misfit !== undefined) throw new RangeError(`the vector of ${misfit.chunkId} has another length`);
  const length = entries.length + 1;
  const values = new Float32Array(length * dimensions);
  entries.forEach((entry, index) => {
    values.set(entry.vector, (index + 1) * dimensions);
  });
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values });
  // One bit a row, the lowest first; set where there is a value.
  const nullBitmap = new Uint8Array(Math.ceil(length / 8)).fill(0xff);
  nullBitmap[0] = 0xfe;
  return new Vector([makeData({ type, length, nullCount: 1, nullBitmap, child })]);
}
