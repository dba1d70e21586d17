import type { CandidateSentence } from './candidate-sentence.js';

export interface ScoredSentence extends CandidateSentence {
  /** 0 to 1: how well it answers the question. */
  readonly score: number;
  readonly vector: Float32Array;
}

const mostSentences = 3;
/** Of the best sentence's score: what is under it is about something else. */
const leastShareOfBest = 0.85;
/** Sentences nearer to each other than this (as a cosine) say the same. */
const sameMeaning = 0.9;

/** The best sentences, at least one, as they are to be read: the best source's first, each in its own order. */
export function chooseSentences(sentences: readonly ScoredSentence[]): readonly ScoredSentence[] {
  const ranked = [...sentences].sort((left, right) => right.score - left.score);
  const best = ranked[0]?.score ?? 0;
  const chosen: ScoredSentence[] = [];
  for (const sentence of ranked) {
    if (chosen.length === mostSentences || sentence.score < leastShareOfBest * best) break;
    if (!chosen.some((other) => repeats(other, sentence))) chosen.push(sentence);
  }
  return inReadingOrder(chosen);
}

/** Cosine of two vectors of unit length. */
export function cosine(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function repeats(one: ScoredSentence, other: ScoredSentence): boolean {
  return (
    one.text.includes(other.text) ||
    other.text.includes(one.text) ||
    cosine(one.vector, other.vector) > sameMeaning
  );
}

function inReadingOrder(chosen: readonly ScoredSentence[]): readonly ScoredSentence[] {
  const sources = [...new Set(chosen.map(({ source }) => source))];
  return sources.flatMap((source) =>
    chosen.filter((sentence) => sentence.source === source).sort((left, right) => left.start - right.start),
  );
}
