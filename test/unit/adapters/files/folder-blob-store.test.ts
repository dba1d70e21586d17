import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { FolderBlobStore } from '../../../../src/adapters/files/folder-blob-store.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import { inTemporaryFolder } from '../../../support/temporary-folder.js';

describe('FolderBlobStore', () => {
  it('lays blobs out by the first two digits of their hash', async () => {
    await inTemporaryFolder(async (folder) => {
      const blobs = await FolderBlobStore.open({ folder });
      const hash = await blobs.put(Buffer.from('bytes'));
      expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([hash.slice(2)]);
      expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
    });
  });

  it('finds what an earlier one has put, and clears what it left unfinished', async () => {
    await inTemporaryFolder(async (folder) => {
      const before = await FolderBlobStore.open({ folder });
      const hash = await before.put(Buffer.from('bytes'));
      await writeFile(join(folder, 'unfinished', '1'), 'half');
      const after = await FolderBlobStore.open({ folder });
      expect(await after.has(hash)).toBe(true);
      expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
    });
  });

  it('is unavailable rather than give out bytes that are not those of the hash', async () => {
    await inTemporaryFolder(async (folder) => {
      const blobs = await FolderBlobStore.open({ folder });
      const hash = await blobs.put(Buffer.from('bytes'));
      await writeFile(join(folder, hash.slice(0, 2), hash.slice(2)), 'rotten');
      await expect(blobs.get(hash)).rejects.toThrow(UnavailableError);
    });
  });

  it('is unavailable where its folder cannot be one', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      await expect(FolderBlobStore.open({ folder: join(folder, 'file') })).rejects.toMatchObject({
        name: 'UnavailableError',
        component: 'blobs',
      });
    });
  });

  it('is unavailable where a blob cannot be written, and leaves nothing of it', async () => {
    await inTemporaryFolder(async (folder) => {
      const blobs = await FolderBlobStore.open({ folder });
      const hash = await blobs.put(Buffer.from('bytes'));
      await blobs.delete([hash]);
      await mkdir(join(folder, hash.slice(0, 2), hash.slice(2), 'in the way'), { recursive: true });
      await blobs.delete([await blobs.put(Buffer.from('other'))]);
      await expect(blobs.get(hash)).rejects.toThrow(UnavailableError);
      expect(await readdir(join(folder, 'unfinished'))).toEqual([]);
    });
  });

  it('refuses a blob the disk has no room for, and goes on with those it has', async () => {
    await inTemporaryFolder(async (folder) => {
      expect(await putWithLittleRoom(folder)).toEqual({
        small: true,
        large: { name: 'UnavailableError', component: 'blobs' },
        largeIsThere: false,
        unfinished: [],
      });
    });
  });
});

/** Puts a small and a large blob in a process that may write files of 512 KiB at most. */
async function putWithLittleRoom(folder: string): Promise<unknown> {
  const script = new URL('./put-with-little-room.mjs', import.meta.url).pathname;
  const command = `ulimit -f 1024; exec "${process.execPath}" "${script}" "${folder}"`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => output.push(data));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(output).toString());
}
