import { createHash } from 'node:crypto';

import type { ContentHash } from '../../src/domain/ids.js';
import type { BlobStore } from '../../src/ports/blob-store.js';

/** Bytes in a map, for tests in which a process does not really end. */
export class MapBlobStore implements BlobStore {
  readonly #blobs = new Map<ContentHash, Uint8Array>();

  get size(): number {
    return this.#blobs.size;
  }

  put(bytes: Uint8Array): Promise<ContentHash> {
    const hash = createHash('sha256').update(bytes).digest('hex') as ContentHash;
    this.#blobs.set(hash, bytes);
    return Promise.resolve(hash);
  }

  get(hash: ContentHash): Promise<Uint8Array | null> {
    return Promise.resolve(this.#blobs.get(hash) ?? null);
  }

  delete(hashes: readonly ContentHash[]): Promise<number> {
    return Promise.resolve(hashes.filter((hash) => this.#blobs.delete(hash)).length);
  }

  has(hash: ContentHash): Promise<boolean> {
    return Promise.resolve(this.#blobs.has(hash));
  }

  check(): Promise<void> {
    return Promise.resolve();
  }
}
