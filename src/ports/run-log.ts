import type { AnswerEvent, AnswerEventBody } from '../domain/answer.js';
import type { DocumentId, RunId, TenantId } from '../domain/ids.js';

/** A run as the log knows it. */
export interface RunRecord {
  readonly id: RunId;
  readonly tenant: TenantId;
  readonly subject: string;
  readonly createdAt: Date;
}

/**
 * The log behind every answer stream. Entries live `ttlSeconds` after their last event, then vanish.
 */
export interface RunLog {
  create(run: RunRecord): Promise<void>;
  /** Null where there is no such run, or its log has expired or was purged. */
  find(id: RunId): Promise<RunRecord | null>;
  /**
   * Gives the event its `seq` (from 1, no gaps) and `terminal`, stores it, wakes the tails. A second
   * terminal event, or one after it, is refused with ConflictError and not stored.
   */
  append(id: RunId, body: AnswerEventBody): Promise<AnswerEvent>;
  /**
   * Events with `seq` > `afterSeq`, those stored first, then those to come; ends after the terminal one,
   * or when the run is purged. Aborting `signal` ends it without an error. Any number of tails at once.
   */
  tail(id: RunId, afterSeq: number, signal: AbortSignal): AsyncIterable<AnswerEvent>;
  /** The highest `seq` so far, 0 before the first event. */
  lastSeq(id: RunId): Promise<number>;
  /** The documents whose words the run's events hold, so that a deletion finds it. */
  noteDocuments(id: RunId, documents: readonly DocumentId[]): Promise<void>;
  documentsOf(id: RunId): Promise<readonly DocumentId[]>;
  /** Removes every run that holds words of one of these documents; resolves to their ids. */
  purgeDocuments(documents: readonly DocumentId[]): Promise<readonly RunId[]>;
  check(signal?: AbortSignal): Promise<void>;
}
