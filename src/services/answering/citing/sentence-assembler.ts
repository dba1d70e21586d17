import type { TextSpan } from '../../../domain/document.js';
import type { SentenceSplitter } from '../../../ports/language-model.js';
import type { MarkedPiece } from './marker-parser.js';

/** A finished sentence of the answer. */
export interface CitedSentence {
  /** Without its markers. */
  readonly text: string;
  /** In the answer's text, without the markers that follow its words. */
  readonly span: TextSpan;
  /** The sources it cites, in order, each once. */
  readonly sources: readonly number[];
}

/** The next stretch of the answer's text, or a sentence that ended with the stretch before. */
export type AssembledPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sentence'; readonly sentence: CitedSentence };

/** UTF-16 code units. Words are shown whole; a script without spaces is shown in stretches of this length. */
const longestWord = 32;
/** A stretch without an end, such as a table, is taken as a sentence when it gets this long. */
const longestSentence = 4000;

const whiteSpace = /\s/;
const wordCharacter = /[\p{L}\p{N}]/u;
const closingPunctuation = /[.,;:!?)\]}。，、；：！？）]/;
const highSurrogate = /[\ud800-\udbff]/;

interface PlacedMarker {
  /** Its place in the bare text, and where it ends in the answer's. */
  readonly at: number;
  readonly end: number;
  readonly sources: readonly number[];
}

/**
 * Makes the answer's text of the model's pieces and finds its sentences as they end. A word is given out when it
 * is complete, and not before the sentence ahead of it was: so a sentence is always told right after its text and
 * its markers. White space around the text is dropped, and with a marker that names no source the space before it.
 *
 * The pieces' text joined is the answer's text. Sentences, and the text before each, do not depend on how the
 * model's text was cut.
 */
export class SentenceAssembler {
  readonly #split: SentenceSplitter;
  /** White space that belongs to the text only if something follows. */
  #space = '';
  #droppedMarker = false;
  /** Length of the answer's text so far, given out or not. */
  #length = 0;
  #unsent = '';
  /** The text since the last finished sentence, without markers, and where each code unit is in the answer. */
  #bare = '';
  #offsets: number[] = [];
  #markers: PlacedMarker[] = [];
  #pieces: AssembledPiece[] = [];

  constructor(split: SentenceSplitter) {
    this.#split = split;
  }

  push(piece: MarkedPiece): readonly AssembledPiece[] {
    if (piece.kind === 'text') {
      for (let index = 0; index < piece.text.length; index++) this.#take(piece.text.charAt(index));
    } else if (piece.sources.length > 0) this.#mark(piece.sources);
    else this.#droppedMarker = true;
    return this.#drain();
  }

  /** The rest, when no more text comes. */
  end(): readonly AssembledPiece[] {
    const sentences = this.#split(this.#bare);
    for (const index of sentences.keys()) this.#finish(sentences, index);
    this.#send(this.#length);
    return this.#drain();
  }

  #take(character: string): void {
    if (whiteSpace.test(character)) this.#takeSpace(character);
    else this.#takeWordPart(character);
  }

  #takeSpace(character: string): void {
    if (this.#unsent !== '') this.#completeWord();
    const doubled = this.#droppedMarker && this.#space !== '' && character !== '\n';
    if (!doubled) this.#space += character;
  }

  #takeWordPart(character: string): void {
    if (this.#droppedMarker && closingPunctuation.test(character) && !this.#space.includes('\n')) {
      this.#space = '';
    }
    this.#droppedMarker = false;
    if (this.#length > 0) this.#add(this.#space);
    else this.#space = '';
    this.#separateFromMarker(character);
    this.#space = '';
    this.#add(character);
    if (this.#unsent.length >= longestWord && !highSurrogate.test(character)) this.#completeWord();
  }

  #add(text: string): void {
    for (let index = 0; index < text.length; index++) this.#offsets.push(this.#length + index);
    this.#bare += text;
    this.#unsent += text;
    this.#length += text.length;
  }

  /** Words that only a marker stands between are two words to the splitter and the verifier. */
  #separateFromMarker(character: string): void {
    const last = this.#bare.at(-1) ?? ' ';
    const glued = this.#markers.at(-1)?.at === this.#bare.length && !whiteSpace.test(last);
    if (!glued || !wordCharacter.test(character)) return;
    this.#bare += ' ';
    this.#offsets.push(this.#length);
  }

  #mark(sources: readonly number[]): void {
    const { length } = this.#bare;
    if (this.#length > 0) this.#add(this.#space);
    // Only a line break before a marker means something to the splitter.
    if (!this.#space.includes('\n')) this.#cutBare(length);
    this.#space = '';
    this.#droppedMarker = false;
    const text = sources.map((source) => `[${source}]`).join('');
    this.#unsent += text;
    this.#length += text.length;
    this.#markers.push({ at: this.#bare.length, end: this.#length, sources });
  }

  #cutBare(length: number): void {
    this.#bare = this.#bare.slice(0, length);
    this.#offsets.length = length;
  }

  #completeWord(): void {
    const sentences = this.#split(this.#bare);
    const finished = this.#bare.length > longestSentence ? sentences.length : sentences.length - 1;
    for (let index = 0; index < finished; index++) this.#finish(sentences, index);
    if (finished > 0) this.#forget(sentences[finished]?.start ?? this.#bare.length);
    this.#send(this.#length);
  }

  #finish(sentences: readonly TextSpan[], index: number): void {
    const sentence = sentences[index];
    if (sentence === undefined) return;
    const after = index === 0 ? -1 : sentence.start;
    const upTo = sentences[index + 1]?.start ?? Infinity;
    const markers = this.#markers.filter(({ at }) => at > after && at <= upTo);
    this.#send(Math.max(this.#answerEnd(sentence.end), ...markers.map(({ end }) => end)));
    this.#pieces.push({
      kind: 'sentence',
      sentence: {
        text: this.#bare.slice(sentence.start, sentence.end),
        span: {
          start: this.#offsets[sentence.start] ?? this.#length,
          end: this.#answerEnd(this.#endOfWords(sentence, markers)),
        },
        sources: [...new Set(markers.flatMap(({ sources }) => sources))],
      },
    });
  }

  /** Where the sentence's last word before its closing markers ends: `blue` in `The sky is blue [1].` */
  #endOfWords(sentence: TextSpan, markers: readonly PlacedMarker[]): number {
    const closing = markers.find(
      ({ at }) =>
        at > sentence.start && at <= sentence.end && !wordCharacter.test(this.#bare.slice(at, sentence.end)),
    );
    const end = closing?.at ?? sentence.end;
    return sentence.start + this.#bare.slice(sentence.start, end).trimEnd().length;
  }

  /** Where in the answer the bare text up to `bareEnd` ends. */
  #answerEnd(bareEnd: number): number {
    return (this.#offsets[bareEnd - 1] ?? -1) + 1;
  }

  #forget(length: number): void {
    this.#bare = this.#bare.slice(length);
    this.#offsets = this.#offsets.slice(length);
    this.#markers = this.#markers
      .filter(({ at }) => at > length)
      .map((marker) => ({ ...marker, at: marker.at - length }));
  }

  /** Gives out the answer's text up to `end`. */
  #send(end: number): void {
    const length = Math.max(0, end - (this.#length - this.#unsent.length));
    const text = this.#unsent.slice(0, length);
    this.#unsent = this.#unsent.slice(length);
    if (text !== '') this.#pieces.push({ kind: 'text', text });
  }

  #drain(): readonly AssembledPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
