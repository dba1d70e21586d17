import { isTerminal, type AnswerEventBody } from '../../domain/answer.js';
import { CancelledError, DeadlineExceededError, GroundQLError } from '../../domain/errors.js';
import type { RunId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Logger } from '../../ports/logger.js';
import type { RunLog } from '../../ports/run-log.js';

/** The kind of a run's last event; null where the log would not take it, because the run was purged from it. */
export type RunEnd = AnswerEventBody['kind'] | null;

export interface AnswerRunDependencies {
  readonly runLog: Pick<RunLog, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMs: number;
  /** How long the run goes on with no follower. */
  readonly graceMs: number;
}

/**
 * A run under way: writes what happens to the run log, and ends there in exactly one terminal event, whatever
 * happens: an answer, an abstention, a failure, the deadline, a cancel, or nobody following it past the grace.
 */
export class AnswerRun {
  /** Resolves, and never rejects, once the terminal event is logged. */
  readonly ended: Promise<RunEnd>;
  readonly #id: RunId;
  readonly #parts: AnswerRunDependencies;
  readonly #controller = new AbortController();
  #followers = 0;
  #stopGrace = () => {};

  constructor(
    id: RunId,
    events: (signal: AbortSignal) => AsyncIterable<AnswerEventBody>,
    dependencies: AnswerRunDependencies,
  ) {
    this.#id = id;
    this.#parts = dependencies;
    this.ended = this.#run(events);
  }

  /** Counts a follower in; the returned function, called once, counts it out again. */
  join(): () => void {
    this.#followers++;
    this.#stopGrace();
    return () => {
      this.#followers--;
      this.#watchGrace();
    };
  }

  /** Aborts the provider at once; `ended` tells when the log says so too. */
  cancel(reason: string): void {
    this.#controller.abort(new CancelledError(reason));
  }

  async #run(events: (signal: AbortSignal) => AsyncIterable<AnswerEventBody>): Promise<RunEnd> {
    const { clock, timeoutMs } = this.#parts;
    const stopDeadline = clock.after(timeoutMs, () => {
      this.#controller.abort(new DeadlineExceededError(timeoutMs));
    });
    this.#watchGrace();
    const end = await this.#log(events).catch((error: unknown) => this.#fail(error));
    stopDeadline();
    this.#stopGrace();
    // Whatever still works for the run, such as a model that was not read to its end, stops too.
    this.cancel('the run has ended');
    return end;
  }

  #watchGrace(): void {
    if (this.#followers > 0 || this.#controller.signal.aborted) return;
    this.#stopGrace = this.#parts.clock.after(this.#parts.graceMs, () => {
      this.cancel('nobody followed the answer any more');
    });
  }

  async #log(events: (signal: AbortSignal) => AsyncIterable<AnswerEventBody>): Promise<RunEnd> {
    for await (const body of events(this.#controller.signal)) {
      await this.#parts.runLog.append(this.#id, body);
      if (isTerminal(body)) return body.kind;
    }
    throw new Error('the pipeline ended without an answer');
  }

  async #fail(error: unknown): Promise<RunEnd> {
    const { signal } = this.#controller;
    const body = this.#terminalEvent(signal.aborted ? signal.reason : error);
    try {
      await this.#parts.runLog.append(this.#id, body);
      return body.kind;
    } catch (refusal) {
      this.#parts.logger.warn({ runId: this.#id, error: refusal }, 'the end of a run could not be logged');
      return null;
    }
  }

  #terminalEvent(error: unknown): AnswerEventBody {
    if (error instanceof CancelledError) return { kind: 'answer-cancelled' };
    if (error instanceof GroundQLError) {
      const { code, message, retryable } = error;
      return { kind: 'answer-failed', code, message, retryable };
    }
    this.#parts.logger.error({ runId: this.#id, error }, 'a run failed');
    return { kind: 'answer-failed', code: 'INTERNAL', message: 'an internal error', retryable: false };
  }
}
