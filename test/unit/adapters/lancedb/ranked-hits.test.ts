import { describe, expect, it } from '@jest/globals';

import { rankedHits } from '../../../../src/adapters/lancedb/ranked-hits.js';
import { makeId } from '../../../../src/domain/ids.js';
import type { IndexHit } from '../../../../src/ports/search-index.js';

function hit(number: number, score: number): IndexHit {
  const unique = String(number).padStart(5, '0');
  return { chunkId: makeId('chunk', unique), documentId: makeId('document', 'd'), score };
}

/** Best first, ties in the worst order, as a store may give them. */
function store(hits: readonly IndexHit[]): {
  asked: number[];
  fetch: (limit: number) => Promise<IndexHit[]>;
} {
  const asked: number[] = [];
  const stored = [...hits].sort(
    (one, other) => other.score - one.score || (one.chunkId < other.chunkId ? 1 : -1),
  );
  const fetch = (limit: number) => {
    asked.push(limit);
    return Promise.resolve(stored.slice(0, limit));
  };
  return { asked, fetch };
}

describe('rankedHits', () => {
  it('asks once where the last place is not tied', async () => {
    const { asked, fetch } = store(Array.from({ length: 500 }, (_, i) => hit(i, 500 - i)));
    expect(await rankedHits(3, fetch)).toEqual([hit(0, 500), hit(1, 499), hit(2, 498)]);
    expect(asked).toHaveLength(1);
  });

  it('asks for more until it has all that share the last place', async () => {
    const { asked, fetch } = store([hit(900, 2), ...Array.from({ length: 500 }, (_, i) => hit(i, 1))]);
    expect(await rankedHits(3, fetch)).toEqual([hit(900, 2), hit(0, 1), hit(1, 1)]);
    expect(asked.length).toBeGreaterThan(1);
  });

  it('stops asking in the end, however long the tie', async () => {
    const { asked, fetch } = store(Array.from({ length: 100_000 }, (_, i) => hit(i, 1)));
    expect(await rankedHits(10, fetch)).toHaveLength(10);
    expect(Math.max(...asked)).toBeLessThan(100_000);
  });

  it('gives what there is where that is less than the limit', async () => {
    const { fetch } = store([hit(1, 1), hit(2, 2)]);
    expect(await rankedHits(10, fetch)).toEqual([hit(2, 2), hit(1, 1)]);
  });
});
