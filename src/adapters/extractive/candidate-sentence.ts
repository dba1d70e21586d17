import type { TextSpan } from '../../domain/document.js';
import type { GenerationSource, SentenceSplitter } from '../../ports/language-model.js';
import { isPunctuated, isQuotable } from './is-quotable.js';

/** A sentence that an answer may quote. */
export interface CandidateSentence {
  /** As the source has it, each stretch of white space a single space. */
  readonly text: string;
  readonly source: GenerationSource;
  /** Where it begins in the source's text. */
  readonly start: number;
}

/** The first `limit` quotable sentences of the sources, in their order; one that recurs is taken once. */
export function candidateSentences(
  sources: readonly GenerationSource[],
  splitSentences: SentenceSplitter,
  limit: number,
): readonly CandidateSentence[] {
  const candidates = new Map<string, CandidateSentence>();
  for (const source of sources) {
    for (const candidate of sentencesOf(source, splitSentences)) {
      if (candidates.size === limit) return [...candidates.values()];
      const key = candidate.text.toLowerCase();
      if (!candidates.has(key)) candidates.set(key, candidate);
    }
  }
  return [...candidates.values()];
}

function sentencesOf(
  source: GenerationSource,
  splitSentences: SentenceSplitter,
): readonly CandidateSentence[] {
  const headings = new Set([source.title, ...source.headingPath].map((heading) => heading?.toLowerCase()));
  return wholeSentences(source.text, splitSentences)
    .map(({ start, end }) => ({ text: tidy(source.text.slice(start, end)), source, start }))
    .filter(({ text }) => isQuotable(text) && !headings.has(text.toLowerCase()));
}

/** A source is a stretch of a document: its first sentence may begin before it and its last go on after it. */
function wholeSentences(text: string, splitSentences: SentenceSplitter): readonly TextSpan[] {
  const sentences = splitSentences(text);
  return sentences.filter(({ start, end }, index) => {
    const sentence = text.slice(start, end);
    const isCutOff = index === 0 && /^[\p{Ll},;.)\]–—]/u.test(sentence);
    const goesOn = index === sentences.length - 1 && !isPunctuated(tidy(sentence));
    return !isCutOff && !goesOn;
  });
}

/** Without the mark of a list item before it and the source's own footnote marks behind it. */
function tidy(sentence: string): string {
  return sentence
    .replace(/\s+/g, ' ')
    .replace(/^(?:[-*+•]|\d{1,3}[.)]) /, '')
    .replace(/(?: ?\[[\d ,;–-]+\])+$/, '');
}
