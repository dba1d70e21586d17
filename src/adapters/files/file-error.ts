import { types } from 'node:util';

/** An error of a file system call. */
export interface FileError extends Error {
  /** The system's number for it. */
  readonly errno: number;
  /** The system's name for it, such as ENOENT. */
  readonly code: string;
}

export function isFileError(error: unknown): error is FileError {
  return types.isNativeError(error) && 'errno' in error && 'code' in error && typeof error.code === 'string';
}
