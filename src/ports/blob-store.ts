import type { ContentHash } from '../domain/ids.js';

/**
 * Original bytes, stored once by their sha256. Writing what is there already is a no-op. After `put`
 * resolves the bytes survive a crash of the process and of the machine.
 *
 * Rejects with UnavailableError('blobs', …) where the store cannot be read or written (a full disk
 * included); a `put` that rejects leaves nothing behind that `get` would return.
 */
export interface BlobStore {
  put(bytes: Uint8Array, signal?: AbortSignal): Promise<ContentHash>;
  /** Null where there is no such blob. */
  get(hash: ContentHash, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** Resolves to how many were there. */
  delete(hashes: readonly ContentHash[]): Promise<number>;
  has(hash: ContentHash): Promise<boolean>;
  /** Resolves when the store can be written; rejects with UnavailableError otherwise. */
  check(signal?: AbortSignal): Promise<void>;
}
