import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import type { OpenOptions, OpenReply, Row, StatementReply, StatementRequest } from './messages.js';
import { openDatabase, type Database } from './open-database.js';
import { errorFacts } from './sqlite-error.js';

/** Prepared statements kept; beyond that the one unused for longest goes. */
const statementLimit = 256;

type Statement = ReturnType<Database['prepare']>;
type PreparedStatement = { readonly statement: Statement; readonly returnsRows: boolean };

if (parentPort === null) throw new Error('this file is the entry of a worker thread');
open(parentPort, workerData as OpenOptions);

function open(port: MessagePort, options: OpenOptions): void {
  try {
    serve(port, openDatabase(options));
    port.postMessage({ opened: true } satisfies OpenReply);
  } catch (error) {
    port.postMessage({ opened: errorFacts(error) } satisfies OpenReply);
  }
}

/** Runs statements as they come, one after another, until the thread is told to close. */
function serve(port: MessagePort, database: Database): void {
  const statements = new Map<string, PreparedStatement>();
  port.on('message', (request: StatementRequest | 'close') => {
    if (request === 'close') {
      database.close();
      port.close();
      return;
    }
    port.postMessage(reply(database, statements, request));
  });
}

function reply(
  database: Database,
  statements: Map<string, PreparedStatement>,
  { id, begin, sql, parameters }: StatementRequest,
): StatementReply {
  try {
    // A full disk makes SQLite roll back by itself; rolling back once more would hide that error.
    if (sql === 'rollback' && !database.isTransaction) return { id, error: null, rows: [], changes: 0 };
    if (begin !== null) database.exec(begin);
    const { statement, returnsRows } = prepare(database, statements, sql);
    if (returnsRows) return { id, error: null, rows: statement.all(...parameters) as Row[], changes: 0 };
    return { id, error: null, rows: [], changes: statement.run(...parameters).changes };
  } catch (error) {
    return { id, error: errorFacts(error) };
  }
}

function prepare(
  database: Database,
  statements: Map<string, PreparedStatement>,
  sql: string,
): PreparedStatement {
  const known = statements.get(sql);
  if (known !== undefined) {
    statements.delete(sql);
    statements.set(sql, known);
    return known;
  }
  const statement = database.prepare(sql);
  const prepared = { statement, returnsRows: statement.columns().length > 0 };
  statements.set(sql, prepared);
  if (statements.size > statementLimit) forgetOldest(statements);
  return prepared;
}

function forgetOldest(statements: Map<string, PreparedStatement>): void {
  const [oldest] = statements.keys();
  if (oldest !== undefined) statements.delete(oldest);
}
