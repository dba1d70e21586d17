import type { Support } from '../../../domain/answer.js';
import type { TextSpan } from '../../../domain/document.js';
import type { Passage } from '../../../domain/retrieval.js';
import type { SentenceSplitter } from '../../../ports/language-model.js';
import { analyzeText } from '../../text-analysis/analyze-text.js';
import { alignSentence, type AlignableSentence, type Alignment } from './align-sentence.js';
import { findNormalizedWords, findWords } from './find-words.js';
import { normalizeText, type NormalizedText } from './normalized-text.js';

/** The words of a passage that come nearest to a sentence, and how far they carry it. */
export interface Match {
  readonly passage: Passage;
  /** In the passage's text. */
  readonly span: TextSpan;
  readonly support: Support;
  readonly score: number;
}

/** A bullet, a number of a list, a heading's mark, the words themselves, and what ends the sentence. */
const partsOfSentence = /^(?:(?:[-*+•>]|#{1,6}|\d+[.)])\s+)*(?<core>.*?)(?<ending>[.!?…。！？]*)[\s:]*$/su;

const supportedFrom = 0.8;
const partialFrom = 0.5;

/**
 * Finds the words of one passage that carry a sentence of an answer, by this rule:
 *
 * - its words stand in the passage as they are: SUPPORTED, score 1;
 * - they stand there but for white space, letter case, the form of quotes and dashes, emphasis: SUPPORTED, .95;
 * - else the best one to three sentences of the passage are taken, and `c` is the share of the sentence's tokens
 *   (stemmed, without stop words) that they hold: SUPPORTED from .8 where all its numbers are there and both or
 *   neither deny, score `.9 · c`; PARTIAL from .5, score `c`; else UNVERIFIED, score `1 − c`.
 */
export class PassageMatcher {
  readonly #passage: Passage;
  readonly #split: SentenceSplitter;
  #normalized: NormalizedText | null = null;
  #sentences: readonly AlignableSentence[] | null = null;

  constructor(passage: Passage, split: SentenceSplitter) {
    this.#passage = passage;
    this.#split = split;
  }

  match(sentence: string): Match {
    const { core = sentence, ending = '' } = partsOfSentence.exec(sentence)?.groups ?? {};
    const exact = findWords(this.#passage.text, core + ending) ?? findWords(this.#passage.text, core);
    if (exact !== null) return this.#matchAt(exact, 'SUPPORTED', 1);
    const normalized = this.#findNormalized(core + ending) ?? this.#findNormalized(core);
    if (normalized !== null) return this.#matchAt(normalized, 'SUPPORTED', 0.95);
    return this.#align(core);
  }

  #findNormalized(words: string): TextSpan | null {
    this.#normalized ??= normalizeText(this.#passage.text);
    return findNormalizedWords(this.#normalized, normalizeText(words).text.trim());
  }

  #align(text: string): Match {
    this.#sentences ??= this.#split(this.#passage.text).map((span) => alignable(this.#passage.text, span));
    const alignment = alignSentence({ text, tokens: new Set(analyzeText(text)) }, this.#sentences);
    if (alignment === null)
      return this.#matchAt({ start: 0, end: this.#passage.text.length }, 'UNVERIFIED', 1);
    return this.#matchAt(alignment.span, ...judge(alignment));
  }

  #matchAt(span: TextSpan, support: Support, score: number): Match {
    return { passage: this.#passage, span, support, score };
  }
}

function alignable(passage: string, span: TextSpan): AlignableSentence {
  const text = passage.slice(span.start, span.end);
  return { span, text, tokens: new Set(analyzeText(text)) };
}

function judge({ coverage, consistent }: Alignment): [support: Support, score: number] {
  if (coverage >= supportedFrom && consistent) return ['SUPPORTED', 0.9 * coverage];
  if (coverage >= partialFrom) return ['PARTIAL', coverage];
  return ['UNVERIFIED', 1 - coverage];
}
