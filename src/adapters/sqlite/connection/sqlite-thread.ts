import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { UnavailableError } from '../../../domain/errors.js';
import type {
  OpenOptions,
  OpenReply,
  StatementReply,
  StatementRequest,
  StatementResult,
} from './messages.js';
import { translateError } from './sqlite-error.js';

interface Pending {
  resolve(result: StatementResult): void;
  reject(error: Error): void;
}

/**
 * A SQLite connection in a thread of its own, so that no statement and no fsync ever blocks the event
 * loop. Statements run in the order of the calls.
 */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended: Error | null = null;

  /** Resolves when the file is open; rejects with UnavailableError where it cannot be opened. */
  static async open(options: OpenOptions): Promise<SqliteThread> {
    const worker = new Worker(new URL('./sqlite.worker.js', import.meta.url), { workerData: options });
    const [{ opened }] = (await once(worker, 'message')) as [OpenReply];
    if (opened === true) return new SqliteThread(worker);
    await worker.terminate();
    throw translateError(opened);
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: StatementReply) => {
      this.#settle(reply);
    });
    worker.once('error', (error) => {
      this.#end(new UnavailableError('catalog', 'its thread failed', { cause: error }));
    });
    worker.once('exit', () => {
      this.#end(new UnavailableError('catalog', 'it is closed'));
    });
  }

  /** Rejects with UnavailableError where the database cannot be read or written, with SqliteError otherwise. */
  run(statement: Omit<StatementRequest, 'id'>): Promise<StatementResult> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...statement } satisfies StatementRequest);
    });
  }

  /** Resolves when the statements posted before have run and the file is closed. */
  async close(): Promise<void> {
    if (this.#ended !== null) return;
    const exit = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    await exit;
  }

  #settle(reply: StatementReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.error === null) pending?.resolve(reply);
    else pending?.reject(translateError(reply.error));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const pending of this.#pending.values()) pending.reject(this.#ended);
    this.#pending.clear();
  }
}
