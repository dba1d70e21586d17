import {
  noUsage,
  type Abstention,
  type Answer,
  type AnswerEventBody,
  type TokenUsage,
} from '../../domain/answer.js';
import { ConflictError } from '../../domain/errors.js';
import type { RunId } from '../../domain/ids.js';
import type { Principal } from '../../domain/principal.js';
import type { Passage } from '../../domain/retrieval.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder } from '../../ports/embedder.js';
import type { GenerationEvent, LanguageModel, SentenceSplitter } from '../../ports/language-model.js';
import type { RunLog } from '../../ports/run-log.js';
import { untilAborted } from '../../ports/until-aborted.js';
import type { DocumentService } from '../documents/document-service.js';
import type { RetrievalService } from '../retrieval/retrieval-service.js';
import type { Retrieval, Search } from '../retrieval/retriever.js';
import { CitedAnswer } from './citing/cited-answer.js';
import { coalesceText } from './coalesce-text.js';
import { buildPrompt, declineReply } from './prompt.js';
import { recognizeDecline } from './recognize-decline.js';

/** A run to be made: its question, checked, and the search for its passages. */
export interface AnswerJob {
  readonly runId: RunId;
  readonly principal: Principal;
  readonly search: Search;
  /** On the clock's monotonic scale. */
  readonly startedAt: number;
}

/** Text is given out in steps of this length: soon enough to read along, seldom enough to bound the events. */
const windowMilliseconds = 25;

export interface AnswerPipelineDependencies {
  readonly retrieval: Pick<RetrievalService, 'run'>;
  readonly languageModel: LanguageModel;
  readonly runLog: Pick<RunLog, 'noteDocuments'>;
  readonly documents: Pick<DocumentService, 'findByIds'>;
  readonly embedder: Pick<Embedder, 'countTokens'>;
  readonly splitSentences: SentenceSplitter;
  readonly clock: Clock;
  readonly maxContextTokens: number;
}

/**
 * From a question to its answer: retrieve, prompt, generate, cite and verify. Ends with `answer-completed` or
 * `answer-abstained`; throws what made it fail, and the signal's reason as soon as that aborts.
 */
export class AnswerPipeline {
  readonly #parts: AnswerPipelineDependencies;

  constructor(dependencies: AnswerPipelineDependencies) {
    this.#parts = dependencies;
  }

  async *run(job: AnswerJob, signal: AbortSignal): AsyncGenerator<AnswerEventBody, void, undefined> {
    const model = this.#parts.languageModel.name;
    yield { kind: 'answer-started', model };
    const retrieval = await untilAborted(this.#retrieve(job, signal), signal);
    const { passages, trace, cache } = retrieval;
    yield { kind: 'passages-retrieved', passages, trace, cache };
    if (passages.length === 0) {
      yield this.#abstained(job, retrieval, noUsage, noPassages);
      return;
    }
    yield* this.#generate(job, retrieval, signal);
  }

  /**
   * From the moment the run is noted for its documents a deletion removes the run with them. A deletion that came
   * just before that shows in the look after it: nothing of the document has been told yet.
   */
  async #retrieve(job: AnswerJob, signal: AbortSignal): Promise<Retrieval> {
    const retrieval = await this.#parts.retrieval.run(job.search, signal);
    const ids = [...new Set(retrieval.passages.map(({ documentId }) => documentId))];
    await this.#parts.runLog.noteDocuments(job.runId, ids);
    const documents = await this.#parts.documents.findByIds(job.principal, ids);
    if (documents.every((document) => document !== null)) return retrieval;
    throw new ConflictError('a document the answer would rest on was deleted meanwhile: ask again');
  }

  async *#generate(
    job: AnswerJob,
    retrieval: Retrieval,
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEventBody, void, undefined> {
    const { splitSentences, embedder, maxContextTokens } = this.#parts;
    const prompt = buildPrompt(job.search.query, retrieval.passages, {
      maxContextTokens,
      countTokens: (text) => embedder.countTokens(text),
    });
    const { passages } = retrieval;
    const answer = new CitedAnswer({ passages, sourceCount: prompt.sources.length, splitSentences });
    let usage = noUsage;
    for await (const event of this.#stream(prompt, signal)) {
      if (event.kind === 'text') yield* answer.push(event.text);
      if (event.kind === 'usage') usage = usageOf(event);
      if (event.kind === 'declined') {
        yield this.#abstained(job, retrieval, usage, declined);
        return;
      }
    }
    yield* answer.end();
    yield answer.text === ''
      ? this.#abstained(job, retrieval, usage, nothingSaid)
      : { kind: 'answer-completed', answer: this.#completed(job, retrieval, usage, answer) };
  }

  #stream(
    prompt: Parameters<LanguageModel['generate']>[0],
    signal: AbortSignal,
  ): AsyncIterable<GenerationEvent> {
    const events = this.#parts.languageModel.generate(prompt, signal);
    const window = { clock: this.#parts.clock, milliseconds: windowMilliseconds };
    return coalesceText(recognizeDecline(events, declineReply), window, signal);
  }

  #completed(job: AnswerJob, retrieval: Retrieval, usage: TokenUsage, answer: CitedAnswer): Answer {
    const { text, citations, unsupported, groundedness } = answer;
    return {
      kind: 'answer',
      text,
      citations: [...citations],
      unsupported: [...unsupported],
      groundedness,
      passages: retrieval.passages,
      model: this.#parts.languageModel.name,
      ...this.#facts(job, retrieval, usage),
    };
  }

  #abstained(
    job: AnswerJob,
    retrieval: Retrieval,
    usage: TokenUsage,
    why: Pick<Abstention, 'reason' | 'message'>,
  ): AnswerEventBody {
    const facts = this.#facts(job, retrieval, usage);
    const nearest: readonly Passage[] = retrieval.passages;
    return { kind: 'answer-abstained', abstention: { kind: 'abstention', ...why, nearest, ...facts } };
  }

  #facts(job: AnswerJob, { trace, cache }: Retrieval, usage: TokenUsage) {
    const latencyMs = this.#parts.clock.monotonic() - job.startedAt;
    return { runId: job.runId, usage, cache, trace, latencyMs };
  }
}

const noPassages = { reason: 'NO_EVIDENCE', message: 'No passage was found for this question.' } as const;
const declined = {
  reason: 'NO_EVIDENCE',
  message: 'The passages found do not answer this question.',
} as const;
const nothingSaid = {
  reason: 'LOW_SUPPORT',
  message: 'The model gave no answer from the passages found.',
} as const;

function usageOf(event: Extract<GenerationEvent, { kind: 'usage' }>): TokenUsage {
  const { promptTokens, completionTokens } = event;
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens, cost: null };
}
