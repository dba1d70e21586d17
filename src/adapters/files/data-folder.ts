import { resolve } from 'node:path';

import { DataFolderInUseError, DataFolderUnusableError } from './data-folder-errors.js';
import { FolderLock } from './folder-lock.js';
import { makeFolder } from './make-folder.js';
import { readOwnerFile, removeOwnerFile, writeOwnerFile, type FolderOwner } from './owner-file.js';

/** A folder that this process alone may write to, until it closes it or dies. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Tells other processes where the server in this folder listens. */
  announce(url: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates the folder where it is missing, and takes it. Rejects with DataFolderInUseError where another
 * process has it, with DataFolderUnusableError where it cannot be written.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = resolve(path);
  const lock = await take(folder);
  if (lock === null) throw new DataFolderInUseError(folder, await readOwnerFile(folder));
  return {
    path: folder,
    announce: (url) => writeOwnerFile(folder, { pid: process.pid, url }),
    close: async () => {
      if (!lock.held) return;
      await removeOwnerFile(folder);
      lock.release();
    },
  };
}

/** The process that has the folder now, or null: a note that a dead one left does not count. */
export async function readOwner(path: string): Promise<FolderOwner | null> {
  const folder = resolve(path);
  return FolderLock.isTaken(folder) ? readOwnerFile(folder) : null;
}

/** Null where another process has the folder. */
async function take(folder: string): Promise<FolderLock | null> {
  let lock: FolderLock | null = null;
  try {
    await makeFolder(folder);
    lock = FolderLock.take(folder);
    // Writing tells more than permissions whether the file system takes writes.
    if (lock !== null) await writeOwnerFile(folder, { pid: process.pid, url: null });
    return lock;
  } catch (error) {
    lock?.release();
    throw new DataFolderUnusableError(folder, error);
  }
}
