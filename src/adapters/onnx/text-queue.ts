/** A text that waits for a worker. */
export interface QueuedText {
  readonly text: string;
  /** About how many tokens it has. */
  readonly tokens: number;
  /** Who is due earlier is served earlier. */
  due: number;
}

/**
 * Texts waiting for one lane. They are served by fair queueing: each is due when everything served so
 * far, and all texts it came with, are done. So a single question goes ahead of the fifty sentences that
 * were asked for just before it, and nobody waits for ever.
 */
export class TextQueue<Text extends QueuedText> {
  readonly #waiting = new Set<Text>();
  #served = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** When a call with so many tokens, coming now, is due. */
  dueFor(tokens: number): number {
    return this.#served + tokens;
  }

  add(text: Text): void {
    this.#waiting.add(text);
  }

  /** False where it does not wait (any more). */
  remove(text: Text): boolean {
    return this.#waiting.delete(text);
  }

  /** Takes the text due first, and as many more of the likest length as `maxTokens` in all allow. */
  take(maxTokens: number): readonly Text[] {
    const first = this.#dueFirst();
    if (first === undefined) return [];
    const batch: Text[] = [];
    let tokens = 0;
    for (const text of this.#byLikeness(first)) {
      if (batch.length > 0 && tokens + text.tokens > maxTokens) break;
      batch.push(text);
      tokens += text.tokens;
      this.#waiting.delete(text);
    }
    this.#served += tokens;
    return batch;
  }

  /** Takes all there are. */
  clear(): readonly Text[] {
    const all = [...this.#waiting];
    this.#waiting.clear();
    return all;
  }

  #dueFirst(): Text | undefined {
    let first: Text | undefined;
    for (const text of this.#waiting) if (first === undefined || text.due < first.due) first = text;
    return first;
  }

  /** `first` itself leads: nothing is liker, and sorting is stable. */
  #byLikeness(first: Text): readonly Text[] {
    const others = [...this.#waiting].filter((text) => text !== first);
    const unlikeness = (text: Text): number => Math.abs(text.tokens - first.tokens);
    return [first, ...others.sort((left, right) => unlikeness(left) - unlikeness(right))];
  }
}
