import { Index } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';

const rowsPerPartition = 4096;
const vectorIndexName = /^vector_(\d+)$/;

/**
 * Gives a table of `fromRows` rows and more what a small one does without: look-up by id, and approximate
 * vector search (IVF, RabitQ codes), built anew when the rows have doubled, because its partitions were cut
 * for the number it was built on, which its name carries.
 */
export async function ensureLargeTableIndexes(
  table: Table,
  { dimensions, fromRows }: { readonly dimensions: number; readonly fromRows: number },
): Promise<void> {
  const rows = await table.countRows();
  if (rows < fromRows) return;
  const names = (await table.listIndices()).map((index) => index.name);
  for (const column of ['chunk_id', 'document_id']) {
    const name = `${column}_idx`;
    if (!names.includes(name)) await table.createIndex(column, { config: Index.btree(), name });
  }
  // RabitQ packs the dimensions into bytes.
  if (dimensions % 8 === 0) await ensureVectorIndex(table, rows, names);
}

async function ensureVectorIndex(table: Table, rows: number, names: readonly string[]): Promise<void> {
  const built = names.filter((name) => vectorIndexName.test(name));
  const builtFor = Math.max(0, ...built.map((name) => Number(vectorIndexName.exec(name)?.[1])));
  if (rows < 2 * builtFor) return;
  const numPartitions = Math.max(1, Math.round(rows / rowsPerPartition));
  const config = Index.ivfRq({ distanceType: 'cosine', numPartitions, maxIterations: 15 });
  await table.createIndex('vector', { config, name: `vector_${rows}` });
  for (const name of built) await table.dropIndex(name);
}
