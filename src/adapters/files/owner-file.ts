import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isFileError } from './file-error.js';

/** Who has a data folder. */
export interface FolderOwner {
  readonly pid: number;
  /** Where its server listens; null while it does not. */
  readonly url: string | null;
}

/** Readers see the old note or the new one, never half of one. */
export async function writeOwnerFile(folder: string, owner: FolderOwner): Promise<void> {
  const fresh = join(folder, 'owner.json.new');
  await writeFile(fresh, JSON.stringify(owner));
  await rename(fresh, ownerFile(folder));
}

/** Null where there is no note that could be read. */
export async function readOwnerFile(folder: string): Promise<FolderOwner | null> {
  try {
    return parseOwner(JSON.parse(await readFile(ownerFile(folder), 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || (isFileError(error) && error.code === 'ENOENT')) return null;
    throw error;
  }
}

export async function removeOwnerFile(folder: string): Promise<void> {
  await rm(ownerFile(folder), { force: true });
}

function ownerFile(folder: string): string {
  return join(folder, 'owner.json');
}

function parseOwner(value: unknown): FolderOwner | null {
  if (typeof value !== 'object' || value === null || !('pid' in value)) return null;
  if (typeof value.pid !== 'number') return null;
  return { pid: value.pid, url: 'url' in value && typeof value.url === 'string' ? value.url : null };
}
