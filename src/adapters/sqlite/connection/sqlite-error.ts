import { UnavailableError } from '../../../domain/errors.js';
import type { ErrorFacts } from './messages.js';

/** What SQLite said, with its result code. https://sqlite.org/rescode.html */
export class SqliteError extends Error {
  constructor(
    message: string,
    /** The extended result code, or null where the fault is not SQLite's. */
    readonly resultCode: number | null,
  ) {
    super(message);
    this.name = 'SqliteError';
  }
}

/** An outage by its primary result code, in words; any other code is a fault of the statement. */
const outages: ReadonlyMap<number, string> = new Map([
  [5, 'the database is locked by another process'],
  [6, 'the database is locked'],
  [7, 'out of memory'],
  [8, 'the database cannot be written'],
  [10, 'the disk failed'],
  [11, 'the database file is damaged'],
  [13, 'the disk is full'],
  [14, 'the database file cannot be opened'],
  [15, 'the database is locked by another process'],
  [26, 'the file is not a database'],
]);

/** UnavailableError where the database cannot be read or written, SqliteError for everything else. */
export function translateError({ message, resultCode }: ErrorFacts): Error {
  const cause = new SqliteError(message, resultCode);
  const outage = resultCode === null ? undefined : outages.get(resultCode & 0xff);
  return outage === undefined ? cause : new UnavailableError('catalog', outage, { cause });
}

/** The facts of a thrown value that survive a thread boundary. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { message: String(error), resultCode: null };
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
  return { message: error.message, resultCode: code };
}
