import type { IndexHit } from '../../ports/search-index.js';

/** Keeps the best `limit` of any number of hits: best first, equal scores by chunk id ascending. */
export class TopHits {
  readonly #limit: number;
  #hits: IndexHit[] = [];
  /** The last that still makes it; hits are sorted and cut only now and then. */
  #worst: IndexHit | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(hit: IndexHit): void {
    if (this.#worst !== undefined && compareHits(hit, this.#worst) >= 0) return;
    this.#hits.push(hit);
    if (this.#hits.length >= 2 * this.#limit) this.#cut();
  }

  best(): readonly IndexHit[] {
    this.#cut();
    return this.#hits;
  }

  #cut(): void {
    this.#hits = this.#hits.sort(compareHits).slice(0, this.#limit);
    if (this.#hits.length === this.#limit) this.#worst = this.#hits.at(-1);
  }
}

function compareHits(one: IndexHit, other: IndexHit): number {
  return other.score - one.score || (one.chunkId < other.chunkId ? -1 : 1);
}
