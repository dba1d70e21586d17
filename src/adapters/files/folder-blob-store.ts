import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { UnavailableError } from '../../domain/errors.js';
import type { ContentHash } from '../../domain/ids.js';
import type { BlobStore } from '../../ports/blob-store.js';
import { isFileError } from './file-error.js';
import { makeFolder } from './make-folder.js';

/**
 * Blobs as files named by their sha256, `ab/cdef…`. A file gets that name only when all of its bytes are
 * on disk, so whatever has the name is whole. One process writes to the folder.
 */
export class FolderBlobStore implements BlobStore {
  readonly #folder: string;
  readonly #unfinished: string;
  #lastTemporary = 0;

  /** Opens the folder, created where it is missing; rejects with UnavailableError where it cannot be. */
  static async open({ folder }: { readonly folder: string }): Promise<FolderBlobStore> {
    const store = new FolderBlobStore(folder);
    await explained(() => store.#clearUnfinished());
    return store;
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#unfinished = join(folder, 'unfinished');
  }

  put(bytes: Uint8Array, signal?: AbortSignal): Promise<ContentHash> {
    return explained(async () => {
      signal?.throwIfAborted();
      const hash = sha256(bytes);
      const file = this.#fileOf(hash);
      if (!(await exists(file))) await this.#write(file, bytes, signal);
      // Also for a file that was there: the process that wrote it may have died before this.
      await syncFolder(dirname(file));
      return hash;
    });
  }

  get(hash: ContentHash, signal?: AbortSignal): Promise<Uint8Array | null> {
    return explained(async () => {
      signal?.throwIfAborted();
      const bytes = await unlessMissing(readFile(this.#fileOf(hash)));
      signal?.throwIfAborted();
      if (bytes !== null && sha256(bytes) !== hash) throw new UnavailableError('blobs', `${hash} is damaged`);
      return bytes;
    });
  }

  delete(hashes: readonly ContentHash[]): Promise<number> {
    return explained(async () => {
      let deleted = 0;
      for (const hash of new Set(hashes)) if (await removeIfThere(this.#fileOf(hash))) deleted += 1;
      return deleted;
    });
  }

  has(hash: ContentHash): Promise<boolean> {
    return explained(() => exists(this.#fileOf(hash)));
  }

  async check(signal?: AbortSignal): Promise<void> {
    await explained(async () => {
      signal?.throwIfAborted();
      const probe = this.#temporaryFile();
      await writeDurably(probe, new Uint8Array(1));
      await rm(probe);
    });
  }

  async #write(file: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    const temporary = this.#temporaryFile();
    try {
      await writeDurably(temporary, bytes);
      signal?.throwIfAborted();
      if (await makeFolder(dirname(file))) await syncFolder(this.#folder);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** What a process left that died while it wrote. */
  async #clearUnfinished(): Promise<void> {
    await rm(this.#unfinished, { recursive: true, force: true });
    await makeFolder(this.#unfinished);
  }

  #temporaryFile(): string {
    this.#lastTemporary += 1;
    return join(this.#unfinished, String(this.#lastTemporary));
  }

  #fileOf(hash: ContentHash): string {
    return join(this.#folder, hash.slice(0, 2), hash.slice(2));
  }
}

function sha256(bytes: Uint8Array): ContentHash {
  return createHash('sha256').update(bytes).digest('hex') as ContentHash;
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder survive a crash of the machine. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return (await unlessMissing(stat(file))) !== null;
}

async function removeIfThere(file: string): Promise<boolean> {
  return (await unlessMissing(rm(file).then(() => true))) !== null;
}

async function unlessMissing<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isFileError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file system takes no file that large',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EIO: 'the disk failed',
};

/** Turns a failure of the file system into an outage of the store. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new UnavailableError('blobs', reasons[error.code] ?? error.message, { cause: error });
  }
}
