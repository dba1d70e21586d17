import type { TextSpan } from '../domain/document.js';

/** One source the model may cite, as `[number]`. */
export interface GenerationSource {
  readonly number: number;
  readonly title: string | null;
  readonly headingPath: readonly string[];
  readonly text: string;
  /** The passage's final relevance, 0 to 1. */
  readonly score: number;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface GenerationRequest {
  readonly question: string;
  /** Best first, numbered from 1. */
  readonly sources: readonly GenerationSource[];
  /** The prompt rendered from the two above, for models that chat. */
  readonly messages: readonly ChatMessage[];
}

export type GenerationEvent =
  | { readonly kind: 'text'; readonly text: string }
  /** The sources do not answer the question; nothing else follows, nothing came before. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'usage'; readonly promptTokens: number; readonly completionTokens: number };

/**
 * Generates an answer from sources, citing them as `[number]` after the sentence they carry, before the
 * next sentence begins. Text comes in the order of the answer, in pieces of any size.
 *
 * Throws ProviderError; aborting `signal` closes the provider's socket and throws the signal's reason,
 * at the latest when the next piece would have come.
 */
export interface LanguageModel {
  /** What the answer says made it, such as `extractive` or `gpt-4o-mini`. */
  readonly name: string;
  readonly provider: string;
  /** Whether passages leave this machine when it is used. */
  readonly remote: boolean;
  generate(request: GenerationRequest, signal: AbortSignal): AsyncIterable<GenerationEvent>;
  check(signal?: AbortSignal): Promise<void>;
}

/** Splits text into sentences; spans are ascending, do not overlap, and leave out surrounding white space. */
export type SentenceSplitter = (text: string) => readonly TextSpan[];
