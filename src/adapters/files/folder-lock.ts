import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

type Database = InstanceType<typeof DatabaseSync>;

/** SQLITE_BUSY: another connection holds a lock that excludes this one. */
const busy = 5;

/**
 * The locks this process holds. They are referred to from here because a connection that nothing refers to
 * is closed by the garbage collector, and its lock with it.
 */
const heldLocks = new Set<FolderLock>();

/** How long to wait for a process that only looks whether the folder is taken. */
const patienceMs = 500;

/**
 * The right to a folder, held as SQLite's exclusive lock on a file in it: Node has no file locks of its
 * own, and this one the system takes back when its process dies, however it dies.
 */
export class FolderLock {
  readonly #database: Database;

  /** Null where another process has it. */
  static take(folder: string): FolderLock | null {
    const database = new DatabaseSync(lockFile(folder), { timeout: patienceMs });
    if (locks(database, 'begin exclusive')) return new FolderLock(database);
    database.close();
    return null;
  }

  /** Whether a process has it; looking takes nothing from anyone. */
  static isTaken(folder: string): boolean {
    if (!existsSync(lockFile(folder))) return false;
    const database = new DatabaseSync(lockFile(folder), { readOnly: true });
    try {
      return !locks(database, 'select count(*) from sqlite_master');
    } finally {
      database.close();
    }
  }

  private constructor(database: Database) {
    this.#database = database;
    heldLocks.add(this);
  }

  get held(): boolean {
    return heldLocks.has(this);
  }

  release(): void {
    if (heldLocks.delete(this)) this.#database.close();
  }
}

function lockFile(folder: string): string {
  return join(folder, 'lock.sqlite');
}

/** Whether the statement got the lock it needs; any other failure is thrown. */
function locks(database: Database, statement: string): boolean {
  try {
    database.exec(statement);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === busy;
}
