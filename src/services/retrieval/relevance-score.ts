import type { PassageScores } from '../../domain/retrieval.js';

/**
 * At this much BM25 for each token of the query the words alone make a passage half relevant. About twice what a
 * query's tokens add on the average, so that the vectors, the better judge of the two, weigh more.
 */
const halfRelevantTokenScore = 8;

/**
 * How relevant a passage is by itself, 0 to 1: `1 − (1 − d)(1 − k)`, where `d` is the cosine (negative ones count
 * 0) and `k` is `bm25 / (bm25 + 8 · tokens of the query)`. Either leg's evidence makes a passage relevant, both
 * together more so; query tokens the passage lacks hold `k` down, so that one stray word in common counts little.
 *
 * The fused score cannot serve: its highest is 1 by construction, whatever was found. On clapnq the best passage's
 * score tells questions that have an answer from those that have none as well as its cosine alone does (AUROC .853
 * and .856, within the noise), and it speaks in keyword mode too.
 */
export function relevanceScore(scores: PassageScores, queryTokens: number): number {
  const dense = Math.min(1, Math.max(0, scores.dense ?? 0));
  const bm25 = scores.keyword ?? 0;
  const keyword = bm25 > 0 ? bm25 / (bm25 + halfRelevantTokenScore * queryTokens) : 0;
  return 1 - (1 - dense) * (1 - keyword);
}
