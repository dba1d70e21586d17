import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { isFileError } from './file-error.js';

/**
 * Creates a folder and those above it; resolves to whether it was missing. (Node's own recursive `mkdir`
 * never ends where a folder that exists answers ENOENT for what is to be created in it, as /proc does.)
 */
export async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (!isFileError(error)) throw error;
    if (error.code === 'EEXIST' && (await isFolder(path))) return false;
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path));
  await mkdir(path);
  return true;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
