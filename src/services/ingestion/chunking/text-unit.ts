import type { TextSpan } from '../../../domain/document.js';
import { splitSentences } from '../../text-analysis/split-sentences.js';

/** What chunks are packed from: never cut further. */
export interface TextUnit extends TextSpan {
  /** In the embedder's tokens, special tokens not included. */
  readonly tokens: number;
  /** How good a place its end is to cut at. */
  readonly boundary: 'block' | 'sentence' | 'word';
}

export interface UnitLimits {
  readonly countTokens: (text: string) => number;
  /** No unit has more. */
  readonly bodyTokens: number;
  /** Size of the pieces that a sentence beyond `bodyTokens` is cut into. */
  readonly pieceTokens: number;
}

/** Whole blocks where they fit, or sentences; the last of a block a better place to cut than others, or not. */
export type Granularity = 'blocks' | 'sentences' | 'sentences alike';

/** What is longer is cut, at the end of a name in it if there is one. */
const shortRun = /\S{1,64}(?![\p{L}\p{N}_$])|\S{1,64}/gu;
/** The sentence splitter sees no more characters than this at once. */
const windowLength = 4_000;
/** Tokenizers make one unknown token of a very long word; as text it is no smaller than this. */
const charactersPerToken = 16;

/**
 * The units of `text` within `block`, in order: the block itself, its sentences, or pieces of them. Every
 * character but white space is in exactly one unit; no unit begins or ends with white space or cuts a
 * surrogate pair.
 */
export function* unitsOf(
  text: string,
  block: TextSpan,
  limits: UnitLimits & { readonly granularity: Granularity },
): Generator<TextUnit> {
  const whole = trimmed(text, block);
  if (whole === null) return;
  const { granularity } = limits;
  const tokens = granularity === 'blocks' ? tokensWithin(text, whole, limits) : null;
  if (tokens !== null) {
    yield { ...whole, tokens, boundary: 'block' };
    return;
  }
  for (const unit of sentenceUnits(text, whole, limits)) {
    const endsBlock = unit.end === whole.end && granularity !== 'sentences alike';
    yield endsBlock ? { ...unit, boundary: 'block' } : unit;
  }
}

/** A line, with its indentation, that ends in a character that is no white space; its sentences where it is too long. */
export function* lineUnits(text: string, line: TextSpan, limits: UnitLimits): Generator<TextUnit> {
  const tokens = tokensWithin(text, line, limits);
  if (tokens === null) yield* sentenceUnits(text, line, limits);
  else yield { ...line, tokens, boundary: 'sentence' };
}

function* sentenceUnits(text: string, span: TextSpan, limits: UnitLimits): Generator<TextUnit> {
  for (const window of windowsOf(text, span)) {
    for (const { start, end } of splitSentences(text.slice(window.start, window.end))) {
      const sentence = { start: window.start + start, end: window.start + end };
      const tokens = tokensWithin(text, sentence, limits);
      if (tokens === null) yield* pieceUnits(text, sentence, limits);
      else yield { ...sentence, tokens, boundary: 'sentence' };
    }
  }
}

/** A sentence too long for a chunk: runs of its words, of `pieceTokens` each. */
function* pieceUnits(text: string, sentence: TextSpan, limits: UnitLimits): Generator<TextUnit> {
  let piece: TextUnit | undefined;
  for (const word of wordsOf(text, sentence, limits)) {
    if (piece !== undefined && piece.tokens + word.tokens > limits.pieceTokens) {
      yield piece;
      piece = undefined;
    }
    piece = piece === undefined ? word : { ...piece, end: word.end, tokens: piece.tokens + word.tokens };
  }
  if (piece !== undefined) yield { ...piece, boundary: 'sentence' };
}

function* wordsOf(text: string, sentence: TextSpan, limits: UnitLimits): Generator<TextUnit> {
  for (const match of text.slice(sentence.start, sentence.end).matchAll(shortRun)) {
    const start = sentence.start + match.index;
    yield* halvedToFit(text, { start, end: start + match[0].length }, limits);
  }
}

function* halvedToFit(text: string, span: TextSpan, limits: UnitLimits): Generator<TextUnit> {
  const tokens = sizeOf(text.slice(span.start, span.end), limits);
  const middle = cutBetweenNames(text, span.start, Math.ceil((span.start + span.end) / 2));
  if (tokens <= limits.pieceTokens || middle <= span.start || middle >= span.end) {
    yield { ...span, tokens, boundary: 'word' };
    return;
  }
  yield* halvedToFit(text, { start: span.start, end: middle }, limits);
  yield* halvedToFit(text, { start: middle, end: span.end }, limits);
}

/** Null where the span does not fit a chunk. */
function tokensWithin(text: string, { start, end }: TextSpan, limits: UnitLimits): number | null {
  if (end - start > limits.bodyTokens * charactersPerToken) return null;
  const tokens = sizeOf(text.slice(start, end), limits);
  return tokens <= limits.bodyTokens ? tokens : null;
}

function sizeOf(text: string, { countTokens }: UnitLimits): number {
  return Math.max(countTokens(text), Math.ceil(text.length / charactersPerToken));
}

/** Cuts a long span at white space, so that work on it comes in bounded steps. */
function* windowsOf(text: string, { start, end }: TextSpan): Generator<TextSpan> {
  let from = start;
  while (end - from > windowLength) {
    const to = lastBreak(text, from, from + windowLength);
    yield { start: from, end: to };
    from = to;
  }
  yield { start: from, end };
}

function lastBreak(text: string, from: number, limit: number): number {
  const least = from + windowLength / 2;
  for (let at = limit; at > least; at -= 1) {
    if (/\s/.test(text.charAt(at))) return at;
  }
  return cutBetweenNames(text, least, limit);
}

const nameCharacter = /[\p{L}\p{N}_$]/u;

/** The last place after `from` and up to `limit` that cuts no name in two; `limit` where there is none. */
function cutBetweenNames(text: string, from: number, limit: number): number {
  for (let at = limit; at > from; at -= 1) {
    const withinName = nameCharacter.test(text.charAt(at - 1)) && nameCharacter.test(text.charAt(at));
    if (!withinName && wholeCharacterAt(text, at) === at) return at;
  }
  return wholeCharacterAt(text, limit);
}

/** `at`, or one less where it would cut a surrogate pair. */
function wholeCharacterAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

function trimmed(text: string, span: TextSpan): TextSpan | null {
  let { start, end } = span;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return start === end ? null : { start, end };
}
