import { DatabaseSync } from '@photostructure/sqlite';

import type { OpenOptions } from './messages.js';

export type Database = InstanceType<typeof DatabaseSync>;

/**
 * Opens the file as the catalog needs it: every commit is on disk before it returns, readers see the last
 * commit without waiting, deleted content is overwritten rather than left in free pages.
 */
export function openDatabase({ file, mode, busyTimeoutMs }: OpenOptions): Database {
  const database = new DatabaseSync(file, { readOnly: mode === 'read', timeout: busyTimeoutMs });
  try {
    database.exec(mode === 'write' ? `${durability}; ${behaviour}` : behaviour);
    database.function('utf16_key', { deterministic: true }, utf16Key);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const durability = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma secure_delete = on;
  pragma journal_size_limit = 67108864`;

const behaviour = `
  pragma cache_size = -16384;
  pragma temp_store = memory`;

/** Bytes that order as the text's UTF-16 code units do; SQLite itself orders text by code points. */
function utf16Key(text: unknown): Uint8Array | null {
  // The space is there because the driver returns an empty value as NULL.
  return typeof text === 'string' ? new Uint8Array(Buffer.from(` ${text}`, 'utf16le').swap16()) : null;
}
