import type { PassageScores } from '../../domain/retrieval.js';

/** What a query token found in a passage typically adds to its BM25 score: at this much a token it counts half. */
const typicalTokenScore = 4;

/**
 * How relevant a passage is by itself, 0 to 1: `1 − (1 − d)(1 − k)`, where `d` is the cosine (negative ones count
 * 0) and `k` is `bm25 / (bm25 + 4 · tokens of the query)`. Either leg's evidence makes a passage relevant, both
 * together more so; query tokens the passage lacks hold `k` down, so that one stray word in common counts little.
 *
 * The fused score cannot serve: its highest is 1 by construction, whatever was found.
 */
export function relevanceScore(scores: PassageScores, queryTokens: number): number {
  const dense = Math.min(1, Math.max(0, scores.dense ?? 0));
  const bm25 = scores.keyword ?? 0;
  const keyword = bm25 > 0 ? bm25 / (bm25 + typicalTokenScore * queryTokens) : 0;
  return 1 - (1 - dense) * (1 - keyword);
}
