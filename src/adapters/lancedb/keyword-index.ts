import { Index } from '@lancedb/lancedb';
import type { Table } from '@lancedb/lancedb';

const name = 'tokens_idx';

export async function hasKeywordIndex(table: Table): Promise<boolean> {
  return (await table.listIndices()).some((index) => index.name === name);
}

/**
 * Indexes `tokens` as they are: split at the spaces they were joined with, nothing folded, stemmed or left
 * out. Replaces the index there is. Not before the first row with tokens: an index made on none answers
 * wrongly later (haiku.rag#591). No positions: with them optimising crashes (lance#7653).
 */
export async function createKeywordIndex(table: Table): Promise<void> {
  const config = Index.fts({
    baseTokenizer: 'whitespace',
    lowercase: false,
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
    maxTokenLength: 10_000,
    withPosition: false,
  });
  await table.createIndex('tokens', { config, name, replace: true });
}

/** Rows whose tokens are searched one by one, and ranked by statistics they are no part of, until optimised. */
export async function unindexedRows(table: Table): Promise<number> {
  return (await table.indexStats(name))?.numUnindexedRows ?? 0;
}
