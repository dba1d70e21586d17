import type { IndexHit } from '../../ports/search-index.js';

/** Asked for beyond the limit, to see whether the last place is tied. */
const lookahead = 16;
/** Ties longer than this are cut where Lance happens to cut them. */
const maxFetched = 16_384;

/**
 * The first `limit` hits, best first, equal scores by chunk id ascending. `fetch` gives the best so many in
 * any order; Lance cuts ties as they come, so where the last place is tied it is asked for more, until all
 * that share that score are there to choose from.
 */
export async function rankedHits(
  limit: number,
  fetch: (limit: number) => Promise<IndexHit[]>,
): Promise<readonly IndexHit[]> {
  for (let asked = limit + lookahead; ; asked *= 4) {
    const hits = (await fetch(asked)).sort(compareHits);
    const isComplete = hits.length < asked || hits[limit - 1]?.score !== hits.at(-1)?.score;
    if (isComplete || asked >= maxFetched) return hits.slice(0, limit);
  }
}

function compareHits(one: IndexHit, other: IndexHit): number {
  return other.score - one.score || (one.chunkId < other.chunkId ? -1 : 1);
}
