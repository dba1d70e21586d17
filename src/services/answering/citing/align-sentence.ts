import type { TextSpan } from '../../../domain/document.js';

/** A stretch of a source with what keyword search would find it by. */
export interface AlignableSentence {
  readonly span: TextSpan;
  readonly text: string;
  readonly tokens: ReadonlySet<string>;
}

export interface Alignment {
  /** From the first to the last sentence of the source that carries a part. */
  readonly span: TextSpan;
  /** Share of the sentence's distinct tokens that stand there, 0 to 1. */
  readonly coverage: number;
  /** Whether every number of the sentence stands there, and it denies as the source does. */
  readonly consistent: boolean;
}

/** Sentences of a source that together carry one of an answer, at most. */
const widest = 3;
/** Share of the tokens that a further sentence of the source must bring. */
const leastGain = 0.1;

const negation = /\b(?:not|no|never|none|nor|neither|without|cannot)\b|n['’]t\b/iu;
const numbers = /\p{N}+(?:[.,]\p{N}+)*/gu;

/**
 * The one to three neighbouring sentences of a source that hold most of the words of a sentence; as few as do,
 * the first of equals. Null where the source has no sentence, or the sentence no token.
 */
export function alignSentence(
  sentence: { readonly text: string; readonly tokens: ReadonlySet<string> },
  source: readonly AlignableSentence[],
): Alignment | null {
  if (sentence.tokens.size === 0) return null;
  let best: { readonly window: readonly AlignableSentence[]; readonly coverage: number } | null = null;
  for (let width = 1; width <= Math.min(widest, source.length); width++) {
    const widened = bestWindow(sentence.tokens, source, width);
    if (best === null || widened.coverage >= best.coverage + leastGain) best = widened;
  }
  return best === null ? null : describe(sentence.text, best);
}

function bestWindow(
  tokens: ReadonlySet<string>,
  source: readonly AlignableSentence[],
  width: number,
): { readonly window: readonly AlignableSentence[]; readonly coverage: number } {
  let best = { window: source.slice(0, width), coverage: -1 };
  for (let start = 0; start + width <= source.length; start++) {
    const window = source.slice(start, start + width);
    const coverage = coverageOf(tokens, window);
    if (coverage > best.coverage) best = { window, coverage };
  }
  return best;
}

function coverageOf(tokens: ReadonlySet<string>, window: readonly AlignableSentence[]): number {
  const found = [...tokens].filter((token) => window.some((sentence) => sentence.tokens.has(token)));
  return found.length / tokens.size;
}

function describe(
  text: string,
  { window, coverage }: { readonly window: readonly AlignableSentence[]; readonly coverage: number },
): Alignment {
  const source = window.map((sentence) => sentence.text).join(' ');
  const known = new Set(source.match(numbers));
  return {
    span: { start: window[0]?.span.start ?? 0, end: window.at(-1)?.span.end ?? 0 },
    coverage,
    consistent:
      (text.match(numbers) ?? []).every((number) => known.has(number)) &&
      negation.test(text) === negation.test(source),
  };
}
