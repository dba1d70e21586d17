import type { ChunkId } from '../../domain/ids.js';
import type { Fusion } from '../../domain/retrieval.js';
import type { IndexHit } from '../../ports/search-index.js';
import { bestFirst } from './smooth-by-document.js';

/**
 * One ranking of two legs' hits, best first, equal scores by chunk id. A leg that did not return a hit counts
 * 0 for it.
 *
 * MAX_SCORE: each score over the leg's highest, then the weighted sum; negative cosines count 0.
 * RELATIVE_SCORE: each leg from its lowest to its highest score as 0 to 1, then the weighted sum.
 * RRF: the sum of 1 / (rrfK + rank), both legs alike.
 *
 * The scores rank hits of one query; the best hit's says nothing of how good it is.
 */
export function fuseLegs(
  legs: { readonly dense: readonly IndexHit[]; readonly keyword: readonly IndexHit[] },
  fusion: Fusion,
): readonly IndexHit[] {
  const { denseWeight } = fusion;
  const equalWeights = fusion.method === 'RRF';
  const fused = new Map<ChunkId, IndexHit>();
  add(fused, rescaled(legs.dense, fusion), equalWeights ? 1 : denseWeight);
  add(fused, rescaled(legs.keyword, fusion), equalWeights ? 1 : 1 - denseWeight);
  return [...fused.values()].sort(bestFirst);
}

function add(fused: Map<ChunkId, IndexHit>, hits: readonly IndexHit[], weight: number): void {
  for (const hit of hits) {
    const sofar = fused.get(hit.chunkId)?.score ?? 0;
    fused.set(hit.chunkId, { ...hit, score: sofar + weight * hit.score });
  }
}

function rescaled(hits: readonly IndexHit[], fusion: Fusion): readonly IndexHit[] {
  const scores = hits.map(({ score }) => score);
  const highest = Math.max(...scores);
  const lowest = Math.min(...scores);
  const rescale = (score: number, position: number): number => {
    switch (fusion.method) {
      case 'MAX_SCORE':
        return highest > 0 ? Math.max(0, score) / highest : 0;
      case 'RELATIVE_SCORE':
        return highest > lowest ? (score - lowest) / (highest - lowest) : 1;
      case 'RRF':
        return 1 / (fusion.rrfK + position + 1);
    }
  };
  return hits.map((hit, position) => ({ ...hit, score: rescale(hit.score, position) }));
}
