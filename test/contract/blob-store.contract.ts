import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';

import type { ContentHash } from '../../src/domain/ids.js';
import type { BlobStore } from '../../src/ports/blob-store.js';

/** What every blob store keeps; `create` opens an empty one each time it is called. */
export function describeBlobStore(name: string, create: () => Promise<BlobStore>): void {
  describe(`${name} as a BlobStore`, () => {
    let blobs: BlobStore;

    beforeEach(async () => {
      blobs = await create();
    });

    it.each([
      ['nothing', new Uint8Array()],
      ['text', Buffer.from('Grüße, 世界')],
      ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
      ['a part of a larger buffer', new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 3)],
      ['megabytes', new Uint8Array(3_000_000).fill(7)],
    ])('gives back %s as it was put, by its sha256', async (_, bytes) => {
      const hash = await blobs.put(bytes);
      expect(hash).toBe(sha256(bytes));
      expect(sha256((await blobs.get(hash)) ?? new Uint8Array(1))).toBe(hash);
      expect(await blobs.has(hash)).toBe(true);
    });

    it('has nothing it was not given', async () => {
      const hash = sha256(Buffer.from('never put'));
      expect(await blobs.get(hash)).toBeNull();
      expect(await blobs.has(hash)).toBe(false);
    });

    it('stores equal bytes once', async () => {
      const [first, second] = [await blobs.put(Buffer.from('same')), await blobs.put(Buffer.from('same'))];
      expect(second).toBe(first);
      expect(await blobs.delete([first])).toBe(1);
      expect(await blobs.get(first)).toBeNull();
    });

    it('takes the same bytes from many at once', async () => {
      const puts = Array.from({ length: 20 }, () => blobs.put(Buffer.from('same')));
      expect(new Set(await Promise.all(puts)).size).toBe(1);
      expect(await blobs.get(sha256(Buffer.from('same')))).toEqual(new Uint8Array(Buffer.from('same')));
    });

    it('deletes what it is told to, and says how many were there', async () => {
      const [one, two] = [await blobs.put(Buffer.from('one')), await blobs.put(Buffer.from('two'))];
      expect(await blobs.delete([one, sha256(Buffer.from('missing')), one])).toBe(1);
      expect(await blobs.delete([])).toBe(0);
      expect(await blobs.has(one)).toBe(false);
      expect(await blobs.has(two)).toBe(true);
      expect(await blobs.put(Buffer.from('one'))).toBe(one);
      expect(await blobs.has(one)).toBe(true);
    });

    it('puts nothing once its caller has called it off', async () => {
      const reason = new Error('called off');
      const put = blobs.put(Buffer.from('late'), AbortSignal.abort(reason));
      await expect(put).rejects.toBe(reason);
      expect(await blobs.has(sha256(Buffer.from('late')))).toBe(false);
    });

    it('resolves its check while it can be written', async () => {
      await expect(blobs.check()).resolves.toBeUndefined();
    });
  });
}

function sha256(bytes: Uint8Array): ContentHash {
  return createHash('sha256').update(bytes).digest('hex') as ContentHash;
}
