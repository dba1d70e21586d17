import type { Citation } from '../../../domain/answer.js';
import type { Passage } from '../../../domain/retrieval.js';
import type { SentenceSplitter } from '../../../ports/language-model.js';
import { PassageMatcher, type Match } from './passage-matcher.js';
import type { CitedSentence } from './sentence-assembler.js';

/**
 * Holds the sentences of an answer against the passages. Each passage a sentence cites gives a citation, whatever
 * came of it; where none of them carries the sentence, or it cites none, the passage that carries it best gives one.
 */
export class SentenceVerifier {
  readonly #matchers: ReadonlyMap<number, PassageMatcher>;

  constructor(passages: readonly Passage[], split: SentenceSplitter) {
    this.#matchers = new Map(passages.map((passage) => [passage.rank, new PassageMatcher(passage, split)]));
  }

  /** Cited passages first, in the sentence's order. Empty, or all UNVERIFIED: no passage supports the sentence. */
  verify(sentence: CitedSentence): readonly Citation[] {
    const cited = this.#matches(sentence, sentence.sources);
    const found = cited.some(supports) ? null : this.#bestOfOthers(sentence);
    return [...cited, ...(found === null ? [] : [found])].map((match) => citationOf(sentence, match));
  }

  #bestOfOthers(sentence: CitedSentence): Match | null {
    const others = [...this.#matchers.keys()].filter((rank) => !sentence.sources.includes(rank));
    const supporting = this.#matches(sentence, others).filter(supports);
    return supporting.reduce<Match | null>(
      (best, match) => (carriesBetter(match, best) ? match : best),
      null,
    );
  }

  #matches(sentence: CitedSentence, ranks: readonly number[]): readonly Match[] {
    return ranks.flatMap((rank) => this.#matchers.get(rank)?.match(sentence.text) ?? []);
  }
}

function supports({ support }: Pick<Match, 'support'>): boolean {
  return support !== 'UNVERIFIED';
}

function carriesBetter(match: Match, best: Match | null): boolean {
  if (best === null) return true;
  if (match.support !== best.support) return match.support === 'SUPPORTED';
  return match.score > best.score;
}

function citationOf(sentence: CitedSentence, { passage, span, support, score }: Match): Citation {
  return {
    marker: passage.rank,
    answerSpan: sentence.span,
    quote: passage.text.slice(span.start, span.end),
    sourceSpan: { start: passage.span.start + span.start, end: passage.span.start + span.end },
    page: passage.page,
    passage,
    documentId: passage.documentId,
    documentVersion: passage.documentVersion,
    support,
    score,
  };
}
