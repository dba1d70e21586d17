import type { AnswerEventBody, Citation } from '../../../domain/answer.js';
import type { TextSpan } from '../../../domain/document.js';
import type { Passage } from '../../../domain/retrieval.js';
import type { SentenceSplitter } from '../../../ports/language-model.js';
import { joinTexts } from '../join-texts.js';
import { MarkerParser } from './marker-parser.js';
import { SentenceAssembler, type AssembledPiece, type CitedSentence } from './sentence-assembler.js';
import { SentenceVerifier } from './sentence-verifier.js';

type TextEvent = Extract<AnswerEventBody, { kind: 'text-delta' | 'citation-added' }>;

/** Sentences are what has words: a rule or a lone bullet is none. */
const hasWords = /[\p{L}\p{N}]/u;

/**
 * An answer in the making: takes the model's text as it comes and tells what of it to stream, deltas and, right
 * after each sentence, its citations. Markers that name no source are left out.
 */
export class CitedAnswer {
  readonly #parser: MarkerParser;
  readonly #assembler: SentenceAssembler;
  readonly #verifier: SentenceVerifier;
  readonly #citations: Citation[] = [];
  readonly #unsupported: TextSpan[] = [];
  #sentences = 0;
  #text = '';

  /** The model knows the first `sourceCount` of the passages, by their ranks; all of them may carry a sentence. */
  constructor(facts: {
    readonly passages: readonly Passage[];
    readonly sourceCount: number;
    readonly splitSentences: SentenceSplitter;
  }) {
    this.#parser = new MarkerParser(facts.sourceCount);
    this.#assembler = new SentenceAssembler(facts.splitSentences);
    this.#verifier = new SentenceVerifier(facts.passages, facts.splitSentences);
  }

  push(text: string): readonly TextEvent[] {
    return this.#events(this.#parser.push(text).flatMap((piece) => this.#assembler.push(piece)));
  }

  /** The rest, when the model has ended. */
  end(): readonly TextEvent[] {
    const rest = this.#parser.end().flatMap((piece) => this.#assembler.push(piece));
    return this.#events([...rest, ...this.#assembler.end()]);
  }

  /** All deltas so far, joined. */
  get text(): string {
    return this.#text;
  }

  get citations(): readonly Citation[] {
    return this.#citations;
  }

  /** Sentences without a citation that is SUPPORTED or PARTIAL. */
  get unsupported(): readonly TextSpan[] {
    return this.#unsupported;
  }

  /** Share of the sentences that are not in `unsupported`; 0 where there is no sentence. */
  get groundedness(): number {
    return this.#sentences === 0 ? 0 : 1 - this.#unsupported.length / this.#sentences;
  }

  #events(pieces: readonly AssembledPiece[]): readonly TextEvent[] {
    return joinTexts(pieces).flatMap((piece) =>
      piece.kind === 'text' ? [this.#delta(piece.text)] : this.#cite(piece.sentence),
    );
  }

  #delta(text: string): TextEvent {
    const offset = this.#text.length;
    this.#text += text;
    return { kind: 'text-delta', offset, text };
  }

  #cite(sentence: CitedSentence): readonly TextEvent[] {
    if (!hasWords.test(sentence.text)) return [];
    const citations = this.#verifier.verify(sentence);
    this.#sentences++;
    this.#citations.push(...citations);
    if (citations.every(({ support }) => support === 'UNVERIFIED')) this.#unsupported.push(sentence.span);
    return citations.map((citation) => ({ kind: 'citation-added', citation }));
  }
}
