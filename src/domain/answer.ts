import type { TextSpan } from './document.js';
import type { DocumentId, RunId } from './ids.js';
import type { CacheOutcome, Passage, RetrievalTrace } from './retrieval.js';

export type Support = 'SUPPORTED' | 'PARTIAL' | 'UNVERIFIED';

/**
 * A claim in the answer and the words of a source that carry it. `quote` equals the text of
 * `documentVersion` of the document at `sourceSpan`, code unit for code unit.
 */
export interface Citation {
  /** The number the answer's text cites it by, as in `[2]`: the passage's rank. */
  readonly marker: number;
  /** The sentence in the answer's text, without its markers. */
  readonly answerSpan: TextSpan;
  readonly quote: string;
  readonly sourceSpan: TextSpan;
  readonly page: number | null;
  readonly passage: Passage;
  readonly documentId: DocumentId;
  readonly documentVersion: number;
  readonly support: Support;
  /** Confidence in `support`, 0 to 1. */
  readonly score: number;
}

export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
  /** US dollars, or null where the model's price is not configured. */
  readonly cost: number | null;
}

export const noUsage: TokenUsage = { promptTokens: 0, completionTokens: 0, totalTokens: 0, cost: null };

interface ResultFacts {
  readonly runId: RunId;
  readonly usage: TokenUsage;
  readonly cache: CacheOutcome;
  readonly trace: RetrievalTrace;
  readonly latencyMs: number;
}

export interface Answer extends ResultFacts {
  readonly kind: 'answer';
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Sentences that no passage supports. */
  readonly unsupported: readonly TextSpan[];
  /** Share of the sentences that a passage supports, 0 to 1. */
  readonly groundedness: number;
  readonly passages: readonly Passage[];
  readonly model: string;
}

export type AbstentionReason = 'NO_EVIDENCE' | 'LOW_SUPPORT';

/** No answer, and why. Not an error. */
export interface Abstention extends ResultFacts {
  readonly kind: 'abstention';
  readonly reason: AbstentionReason;
  readonly message: string;
  readonly nearest: readonly Passage[];
}

export type AnswerResult = Answer | Abstention;

/** What happened in a run, before the run log gives it its `seq`. */
export type AnswerEventBody =
  | { readonly kind: 'answer-started'; readonly model: string }
  | {
      readonly kind: 'passages-retrieved';
      readonly passages: readonly Passage[];
      readonly trace: RetrievalTrace;
      readonly cache: CacheOutcome;
    }
  /** `offset` is where `text` begins in the answer's text; the deltas joined are exactly that text. */
  | { readonly kind: 'text-delta'; readonly offset: number; readonly text: string }
  | { readonly kind: 'citation-added'; readonly citation: Citation }
  | { readonly kind: 'answer-completed'; readonly answer: Answer }
  | { readonly kind: 'answer-abstained'; readonly abstention: Abstention }
  | {
      readonly kind: 'answer-failed';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
    }
  | { readonly kind: 'answer-cancelled' };

/** `seq` counts up from 1 without gaps; `terminal` is true on the last event only. */
export type AnswerEvent = AnswerEventBody & {
  readonly runId: RunId;
  readonly seq: number;
  readonly terminal: boolean;
};

const terminalKinds: readonly AnswerEventBody['kind'][] = [
  'answer-completed',
  'answer-abstained',
  'answer-failed',
  'answer-cancelled',
];

export function isTerminal(body: Pick<AnswerEventBody, 'kind'>): boolean {
  return terminalKinds.includes(body.kind);
}
