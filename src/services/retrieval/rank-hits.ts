import type { ChunkId, DocumentId } from '../../domain/ids.js';
import type { Fusion, PassageScores } from '../../domain/retrieval.js';
import type { IndexHit } from '../../ports/search-index.js';
import { fuseLegs } from './fuse-legs.js';
import { smoothByDocument } from './smooth-by-document.js';

/** What each leg found, best first; null where it was not asked or failed. */
export interface LegHits {
  readonly dense: readonly IndexHit[] | null;
  readonly keyword: readonly IndexHit[] | null;
}

export interface RankedHit {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly scores: PassageScores;
}

/**
 * The legs' hits in their final order: smoothed by document, then fused where there are two legs. `scores` tell
 * each leg's own score and rank, before smoothing.
 */
export function rankHits(legs: LegHits, fusion: Fusion): readonly RankedHit[] {
  const dense = placesOf(legs.dense);
  const keyword = placesOf(legs.keyword);
  const fused = legs.dense !== null && legs.keyword !== null;
  return orderOf(legs, fusion).map(({ chunkId, documentId, score }) => ({
    chunkId,
    documentId,
    scores: {
      dense: dense.get(chunkId)?.score ?? null,
      denseRank: dense.get(chunkId)?.rank ?? null,
      keyword: keyword.get(chunkId)?.score ?? null,
      keywordRank: keyword.get(chunkId)?.rank ?? null,
      fused: fused ? score : null,
    },
  }));
}

function orderOf(legs: LegHits, fusion: Fusion): readonly IndexHit[] {
  const dense = smoothByDocument(legs.dense ?? []);
  const keyword = smoothByDocument(legs.keyword ?? []);
  if (legs.dense === null) return keyword;
  if (legs.keyword === null) return dense;
  return fuseLegs({ dense, keyword }, fusion);
}

function placesOf(
  hits: readonly IndexHit[] | null,
): ReadonlyMap<ChunkId, { readonly score: number; readonly rank: number }> {
  return new Map((hits ?? []).map(({ chunkId, score }, index) => [chunkId, { score, rank: index + 1 }]));
}
