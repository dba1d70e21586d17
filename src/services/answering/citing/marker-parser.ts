/** A stretch of the model's text, or a marker in it: the sources it names, none where it named only unknown ones. */
export type MarkedPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'marker'; readonly sources: readonly number[] };

/** What may still become a marker: `[1]`, `[1, 3]`, `[2; 4]`, `[1-3]`. */
const markerSoFar = /^\[[\d \t,;–-]{0,40}$/;
const marker = /^\[[ \t]*\d[\d \t,;–-]*\]$/;
const numberOrRange = /(\d+)(?:[ \t]*[–-][ \t]*(\d+))?/g;

/** From this many backticks on they fence a block; fewer enclose code within a line. */
const fenceLength = 3;

/**
 * Takes citation markers out of text that arrives in pieces cut anywhere: what may be the beginning of a marker
 * is held back until it is decided. Brackets in code are code. The same text gives the same pieces, joined,
 * however it was cut.
 */
export class MarkerParser {
  readonly #sourceCount: number;
  #held = '';
  #pieces: MarkedPiece[] = [];
  #backticks = 0;
  /** How many backticks opened the code we are in; 0 outside code. */
  #code = 0;

  /** Sources are numbered from 1 to `sourceCount`. */
  constructor(sourceCount: number) {
    this.#sourceCount = sourceCount;
  }

  push(text: string): readonly MarkedPiece[] {
    for (let index = 0; index < text.length; index++) this.#take(text.charAt(index));
    return this.#drain();
  }

  /** What was held back, when no more text comes. */
  end(): readonly MarkedPiece[] {
    this.#release();
    return this.#drain();
  }

  #take(character: string): void {
    this.#followCode(character);
    const candidate = this.#held + character;
    if (this.#held !== '' && marker.test(candidate)) {
      this.#pieces.push({ kind: 'marker', sources: sourcesIn(candidate, this.#sourceCount) });
      this.#held = '';
    } else if (this.#held !== '' && markerSoFar.test(candidate)) {
      this.#held = candidate;
    } else {
      this.#release();
      if (character === '[' && this.#code === 0) this.#held = character;
      else this.#emit(character);
    }
  }

  #followCode(character: string): void {
    if (character === '`') {
      this.#backticks++;
      return;
    }
    if (this.#backticks > 0) {
      const closes =
        this.#code >= fenceLength ? this.#backticks >= this.#code : this.#backticks === this.#code;
      if (this.#code === 0) this.#code = this.#backticks;
      else if (closes) this.#code = 0;
      this.#backticks = 0;
    }
    if (character === '\n' && this.#code < fenceLength) this.#code = 0;
  }

  #release(): void {
    this.#emit(this.#held);
    this.#held = '';
  }

  #emit(text: string): void {
    const last = this.#pieces.at(-1);
    if (text === '') return;
    if (last?.kind === 'text')
      this.#pieces[this.#pieces.length - 1] = { kind: 'text', text: last.text + text };
    else this.#pieces.push({ kind: 'text', text });
  }

  #drain(): readonly MarkedPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}

function sourcesIn(text: string, sourceCount: number): readonly number[] {
  const sources = new Set<number>();
  for (const [, first = '', last = first] of text.matchAll(numberOrRange)) {
    const end = Math.min(Number(last), sourceCount);
    for (let source = Math.max(1, Number(first)); source <= end; source++) sources.add(source);
  }
  return [...sources];
}
