import { isFileError } from './file-error.js';
import type { FolderOwner } from './owner-file.js';

/** Another process has the data folder. */
export class DataFolderInUseError extends Error {
  /** Null where the other process has not written down who it is yet. */
  readonly pid: number | null;
  /** Where its server listens; null while it does not. */
  readonly url: string | null;

  constructor(
    readonly path: string,
    owner: FolderOwner | null,
  ) {
    const who = owner === null ? 'another process' : `process ${owner.pid}`;
    super(`the data folder ${path} is in use by ${who}${owner?.url ? ` at ${owner.url}` : ''}`);
    this.name = 'DataFolderInUseError';
    this.pid = owner?.pid ?? null;
    this.url = owner?.url ?? null;
  }
}

/** The data folder cannot be created or written. */
export class DataFolderUnusableError extends Error {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`the data folder ${path} cannot be written: ${reasonOf(cause)}`, { cause });
    this.name = 'DataFolderUnusableError';
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'it cannot be created there',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'there is a file of that name',
};

function reasonOf(cause: unknown): string {
  if (isFileError(cause)) return reasons[cause.code] ?? cause.message;
  return cause instanceof Error ? cause.message : String(cause);
}
