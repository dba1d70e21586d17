import { isVisible } from '../../src/domain/access-filter.js';
import { matchesFilter } from '../../src/domain/filter.js';
import type { ChunkId } from '../../src/domain/ids.js';
import type { IndexEntry, IndexQuery } from '../../src/ports/search-index.js';

/** What a search must return, written down as plainly as the port says it. */
export function expectedScores(
  entries: readonly IndexEntry[],
  query: IndexQuery,
  score: (entry: IndexEntry) => number | null,
): ReadonlyMap<ChunkId, number> {
  const scored = entries
    .filter((entry) => isVisible(query.access, entry.tenant, entry.access))
    .filter((entry) => query.within === null || query.within.includes(entry.documentId))
    .filter((entry) => query.filter === null || matchesFilter(query.filter, entry.facts))
    .map((entry) => [entry.chunkId, score(entry)] as const);
  return new Map(scored.filter((pair): pair is readonly [ChunkId, number] => pair[1] !== null));
}

export function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? Number.NaN), 0);
}

/** BM25 of an entry for `tokens` among `entries`; null where it has none of them. */
export function bm25(
  entries: readonly IndexEntry[],
  tokens: readonly string[],
): (entry: IndexEntry) => number | null {
  const [k1, b] = [1.2, 0.75];
  const counted = entries.filter((entry) => entry.tokens.length > 0);
  const meanLength = counted.reduce((sum, entry) => sum + entry.tokens.length, 0) / counted.length;
  return (entry) => {
    let score: number | null = null;
    for (const token of tokens) {
      const frequency = entry.tokens.filter((other) => other === token).length;
      if (frequency === 0) continue;
      const documents = counted.filter((other) => other.tokens.includes(token)).length;
      const idf = Math.log(1 + (counted.length - documents + 0.5) / (documents + 0.5));
      const norm = k1 * (1 - b + (b * entry.tokens.length) / meanLength);
      score = (score ?? 0) + (idf * frequency * (k1 + 1)) / (frequency + norm);
    }
    return score;
  };
}
