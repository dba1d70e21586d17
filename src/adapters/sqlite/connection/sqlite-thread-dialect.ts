import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';

import type { SqlValue } from './messages.js';
import { Mutex } from './mutex.js';
import type { SqliteThread } from './sqlite-thread.js';

/**
 * kysely over a SqliteThread. There is one connection: who holds it, for a statement or for a whole
 * transaction, has it alone.
 */
export class SqliteThreadDialect implements Dialect {
  readonly #thread: SqliteThread;
  readonly #begin: string;

  constructor({ thread, mode }: { readonly thread: SqliteThread; readonly mode: 'write' | 'read' }) {
    this.#thread = thread;
    // A writer takes its lock at once: upgrading a read transaction later can fail half-way.
    this.#begin = mode === 'write' ? 'begin immediate' : 'begin';
  }

  createDriver(): Driver {
    return new SqliteThreadDriver(this.#thread, this.#begin);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

class SqliteThreadDriver implements Driver {
  readonly #mutex = new Mutex();
  readonly #connection: SqliteThreadConnection;
  readonly #begin: string;
  #release: () => void = () => undefined;

  constructor(thread: SqliteThread, begin: string) {
    this.#connection = new SqliteThreadConnection(thread);
    this.#begin = begin;
  }

  async init(): Promise<void> {
    // The thread is open already.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#release = await this.#mutex.acquire();
    return this.#connection;
  }

  beginTransaction(): Promise<void> {
    this.#connection.beginWithNextStatement(this.#begin);
    return Promise.resolve();
  }

  commitTransaction(): Promise<void> {
    return this.#connection.end('commit');
  }

  rollbackTransaction(): Promise<void> {
    return this.#connection.end('rollback');
  }

  releaseConnection(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    // Who opened the thread closes it.
  }
}

class SqliteThreadConnection implements DatabaseConnection {
  readonly #thread: SqliteThread;
  #begin: string | null = null;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
  }

  /** Saves a way to the thread and back in every transaction. */
  beginWithNextStatement(begin: string): void {
    this.#begin = begin;
  }

  /** Ends the transaction; one without a statement has never begun. */
  async end(command: 'commit' | 'rollback'): Promise<void> {
    if (this.#takeBegin() === null) await this.#thread.run({ begin: null, sql: command, parameters: [] });
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = parameters.map(toSqlValue);
    const { rows, changes } = await this.#thread.run({ begin: this.#takeBegin(), sql, parameters: values });
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  #takeBegin(): string | null {
    const begin = this.#begin;
    this.#begin = null;
    return begin;
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the catalog reads in pages, not in streams');
  }
}

function toSqlValue(value: unknown): SqlValue {
  if (typeof value === 'string') return withoutNul(value);
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite stores no ${typeof value}`);
}

/** The driver cuts text at U+0000 (PostgreSQL refuses it): better no row than half of one. */
function withoutNul(text: string): string {
  if (text.includes('\0')) throw new TypeError('the catalog stores no text with U+0000');
  return text;
}
