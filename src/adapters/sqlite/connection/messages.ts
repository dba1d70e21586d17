/** What SQLite stores and gives back. */
export type SqlValue = null | string | number | bigint | Uint8Array;

export type Row = Readonly<Record<string, SqlValue>>;

/** How a worker opens the file. A reader never waits for the writer, nor the writer for it. */
export interface OpenOptions {
  readonly file: string;
  readonly mode: 'write' | 'read';
  /** How long a statement waits for a lock that another process holds. */
  readonly busyTimeoutMs: number;
}

/** One statement for the worker; `id` comes back with its reply. */
export interface StatementRequest {
  readonly id: number;
  /** What begins a transaction with this statement: where that fails, the statement is not run. */
  readonly begin: string | null;
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

export interface StatementResult {
  readonly rows: readonly Row[];
  /** Rows that an insert, update or delete without `returning` changed. */
  readonly changes: number;
}

/** An error as it crosses the thread boundary. */
export interface ErrorFacts {
  readonly message: string;
  /** SQLite's extended result code, or null where the error is not SQLite's. */
  readonly resultCode: number | null;
}

export type StatementReply =
  | ({ readonly id: number; readonly error: null } & StatementResult)
  | { readonly id: number; readonly error: ErrorFacts };

/** The first message of a worker: whether the file could be opened. */
export interface OpenReply {
  readonly opened: true | ErrorFacts;
}
