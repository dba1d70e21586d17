const k1 = 1.2;
const b = 0.75;

/** Which numbered slots hold which tokens, ranked by BM25 as Lucene computes it. */
export class InvertedIndex {
  /** Token → slot → how often. */
  readonly #postings = new Map<string, Map<number, number>>();
  readonly #tokensOf = new Map<number, readonly string[]>();
  #totalLength = 0;

  /** The slot must be free. One without tokens does not count. */
  add(slot: number, tokens: readonly string[]): void {
    if (tokens.length === 0) return;
    this.#tokensOf.set(slot, tokens);
    this.#totalLength += tokens.length;
    for (const token of tokens) {
      const slots = this.#postings.get(token) ?? new Map<number, number>();
      this.#postings.set(token, slots.set(slot, (slots.get(slot) ?? 0) + 1));
    }
  }

  remove(slot: number): void {
    const tokens = this.#tokensOf.get(slot) ?? [];
    this.#tokensOf.delete(slot);
    this.#totalLength -= tokens.length;
    for (const token of tokens) {
      const slots = this.#postings.get(token);
      slots?.delete(slot);
      if (slots?.size === 0) this.#postings.delete(token);
    }
  }

  /** The slots that hold at least one of the tokens, with their scores. */
  score(tokens: readonly string[]): ReadonlyMap<number, number> {
    const scores = new Map<number, number>();
    const meanLength = this.#totalLength / this.#tokensOf.size;
    for (const token of tokens) {
      const slots = this.#postings.get(token);
      if (slots === undefined) continue;
      const weight = (k1 + 1) * this.#inverseDocumentFrequency(slots.size);
      for (const [slot, frequency] of slots) {
        const length = this.#tokensOf.get(slot)?.length ?? 0;
        const saturation = frequency / (frequency + k1 * (1 - b + (b * length) / meanLength));
        scores.set(slot, (scores.get(slot) ?? 0) + weight * saturation);
      }
    }
    return scores;
  }

  #inverseDocumentFrequency(documentFrequency: number): number {
    const count = this.#tokensOf.size;
    return Math.log(1 + (count - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }
}
