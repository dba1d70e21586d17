import type { AnswerEvent, AnswerResult } from '../../domain/answer.js';
import { BadUserInputError, CancelledError, NotFoundError, UnavailableError } from '../../domain/errors.js';
import { makeId, type RunId } from '../../domain/ids.js';
import type { Principal } from '../../domain/principal.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder } from '../../ports/embedder.js';
import type { IdSource } from '../../ports/id-source.js';
import type { LanguageModel, SentenceSplitter } from '../../ports/language-model.js';
import type { Logger } from '../../ports/logger.js';
import type { RunLog } from '../../ports/run-log.js';
import { requireScope } from '../access/compile-access.js';
import type { DocumentService } from '../documents/document-service.js';
import { parseQuestion } from '../retrieval/parse-question.js';
import type { RetrievalService } from '../retrieval/retrieval-service.js';
import { AnswerFailedError } from './answer-failed-error.js';
import { AnswerPipeline, type AnswerJob } from './answer-pipeline.js';
import { parseTimeout, type AnswerRequest } from './answer-request.js';
import { AnswerRun } from './answer-run.js';

export interface AnswerLimits {
  /** What an absent `timeoutMs` means, and the most a client may ask for. */
  readonly timeoutMs: number;
  /** How long a run goes on with no follower. */
  readonly runGraceMs: number;
  /** Tokens of passages in the prompt. */
  readonly maxContextTokens: number;
}

export interface AnswerServiceDependencies {
  readonly retrieval: Pick<RetrievalService, 'prepare' | 'run'>;
  readonly languageModel: LanguageModel;
  readonly runLog: RunLog;
  readonly documents: Pick<DocumentService, 'findByIds'>;
  readonly embedder: Pick<Embedder, 'countTokens'>;
  readonly splitSentences: SentenceSplitter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly limits: AnswerLimits;
}

const shutdown = 'the server is shutting down';

/**
 * Answers as runs: a run goes on by itself and writes a log that anyone who may can follow, leave and resume.
 * A run is its principal's: to any other subject or tenant it does not exist.
 */
export class AnswerService {
  readonly #parts: AnswerServiceDependencies;
  readonly #pipeline: AnswerPipeline;
  readonly #underWay = new Map<RunId, AnswerRun>();
  #stopping = false;

  constructor(dependencies: AnswerServiceDependencies) {
    this.#parts = dependencies;
    this.#pipeline = new AnswerPipeline({
      ...dependencies,
      maxContextTokens: dependencies.limits.maxContextTokens,
    });
  }

  /**
   * Begins a run and resolves to its id; what happens in it is told by `follow`. What is wrong with the request is
   * thrown here, before there is a run: BadUserInputError, InvalidFilterError, NotFoundError, ForbiddenError.
   */
  async start(principal: Principal, request: AnswerRequest): Promise<RunId> {
    const { clock, ids, runLog, limits } = this.#parts;
    const startedAt = clock.monotonic();
    const query = parseQuestion(request.question, 'input.question');
    const timeoutMs = parseTimeout(request.timeoutMs, limits.timeoutMs);
    const search = await this.#parts.retrieval.prepare(principal, { ...request, query });
    if (this.#stopping) throw new UnavailableError('the server', 'it is shutting down');
    const runId = makeId('run', ids.next());
    const { tenant, subject } = principal;
    await runLog.create({ id: runId, tenant, subject, createdAt: clock.now() });
    this.#launch({ runId, principal, search, startedAt }, timeoutMs);
    return runId;
  }

  #launch(job: AnswerJob, timeoutMs: number): void {
    const { clock, logger, runLog, limits } = this.#parts;
    const run = new AnswerRun(job.runId, (signal) => this.#pipeline.run(job, signal), {
      runLog,
      clock,
      logger,
      timeoutMs,
      graceMs: limits.runGraceMs,
    });
    this.#underWay.set(job.runId, run);
    void run.ended.then(() => this.#underWay.delete(job.runId));
    if (this.#stopping) run.cancel(shutdown);
  }

  /**
   * The run's events after `afterSeq`, those past first, then those to come; ends after the terminal one, when the
   * run is purged, or, without an error, when `signal` aborts. Following keeps the run alive.
   *
   * The first `next` throws NotFoundError where there is no such run for this principal (any more) or it rests on
   * a document they cannot see (any more), BadUserInputError where `afterSeq` is beyond its last event. A `return`
   * while a `next` is pending waits for it: abort the signal to leave at once.
   */
  async *follow(
    principal: Principal,
    resume: { readonly runId: RunId; readonly afterSeq: number },
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEvent, void, undefined> {
    const { runLog } = this.#parts;
    const { runId, afterSeq } = resume;
    await this.#requireReadable(principal, runId);
    const leave = this.#underWay.get(runId)?.join();
    try {
      const lastSeq = await runLog.lastSeq(runId);
      if (!Number.isInteger(afterSeq) || afterSeq < 0 || afterSeq > lastSeq) {
        throw new BadUserInputError('input.resume.afterSeq', `must be from 0 to ${lastSeq}, not ${afterSeq}`);
      }
      yield* runLog.tail(runId, afterSeq, signal);
    } finally {
      leave?.();
    }
  }

  /**
   * The whole answer: starts a run, follows it, and resolves to what it came to. Rejects with the error that `start`
   * or the run met; when `signal` aborts, cancels the run and rejects with the signal's reason.
   */
  async answer(principal: Principal, request: AnswerRequest, signal: AbortSignal): Promise<AnswerResult> {
    signal.throwIfAborted();
    const runId = await this.start(principal, request);
    for await (const event of this.follow(principal, { runId, afterSeq: 0 }, signal)) {
      if (event.terminal) return resultOf(event);
    }
    await this.#endRun(runId, 'the caller left');
    signal.throwIfAborted();
    throw purged(runId);
  }

  /**
   * Ends a run and aborts the model call behind it; resolves, when its log says so, to whether it was still going.
   * Rejects with NotFoundError where there is no such run for this principal.
   */
  async cancel(principal: Principal, runId: RunId): Promise<boolean> {
    await this.#requireOwn(principal, runId);
    return this.#endRun(runId, 'cancelled');
  }

  /**
   * What an ended run came to; null while it is going on. Rejects as `follow` does, and with the run's error where
   * it failed or was cancelled.
   */
  async result(principal: Principal, runId: RunId): Promise<AnswerResult | null> {
    await this.#requireReadable(principal, runId);
    const { runLog } = this.#parts;
    const beforeLast = Math.max(0, (await runLog.lastSeq(runId)) - 1);
    for await (const event of runLog.tail(runId, beforeLast, new AbortController().signal)) {
      return event.terminal ? resultOf(event) : null;
    }
    return null;
  }

  /** Cancels every run; resolves when all have ended in their logs. No run begins any more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#underWay.keys()].map((runId) => this.#endRun(runId, shutdown)));
  }

  async #endRun(runId: RunId, reason: string): Promise<boolean> {
    const run = this.#underWay.get(runId);
    if (run === undefined) return false;
    run.cancel(reason);
    return (await run.ended) === 'answer-cancelled';
  }

  async #requireOwn(principal: Principal, runId: RunId): Promise<void> {
    requireScope(principal, 'READ');
    const run = await this.#parts.runLog.find(runId);
    if (run?.tenant !== principal.tenant || run.subject !== principal.subject) throw unknownRun(runId);
  }

  async #requireReadable(principal: Principal, runId: RunId): Promise<void> {
    await this.#requireOwn(principal, runId);
    const ids = await this.#parts.runLog.documentsOf(runId);
    const documents = await this.#parts.documents.findByIds(principal, ids);
    if (documents.some((document) => document === null)) throw purged(runId);
  }
}

/** Of a terminal event. */
function resultOf(event: AnswerEvent): AnswerResult {
  if (event.kind === 'answer-completed') return event.answer;
  if (event.kind === 'answer-abstained') return event.abstention;
  if (event.kind === 'answer-failed') throw new AnswerFailedError(event);
  throw new CancelledError('the answer was cancelled');
}

function unknownRun(runId: RunId): NotFoundError {
  return new NotFoundError(`there is no run ${runId}; what a run said is kept for a limited time only`);
}

function purged(runId: RunId): NotFoundError {
  return new NotFoundError(`run ${runId} rests on a document that was deleted or is no longer visible`);
}
