import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import {
  DataFolderInUseError,
  DataFolderUnusableError,
} from '../../../../src/adapters/files/data-folder-errors.js';
import { openDataFolder, readOwner } from '../../../../src/adapters/files/data-folder.js';
import { inTemporaryFolder } from '../../../support/temporary-folder.js';

const url = 'http://127.0.0.1:4000';

describe('openDataFolder', () => {
  it('creates the folder, and those above it', async () => {
    await inTemporaryFolder(async (folder) => {
      const data = await openDataFolder(join(folder, 'a', 'b'));
      expect(data.path).toBe(join(folder, 'a', 'b'));
      expect(await readdir(join(folder, 'a'))).toEqual(['b']);
      await data.close();
    });
  });

  it('refuses a folder that this process has already, until it is closed', async () => {
    await inTemporaryFolder(async (folder) => {
      const data = await openDataFolder(folder);
      await expect(openDataFolder(folder)).rejects.toThrow(DataFolderInUseError);
      await data.close();
      await data.close();
      const again = await openDataFolder(folder);
      await again.close();
    });
  });

  it('refuses a folder that another process has, and says who and where', async () => {
    await inTemporaryFolder(async (folder) => {
      await whileHeld(folder, url, async (pid) => {
        await expect(openDataFolder(folder)).rejects.toMatchObject({
          name: 'DataFolderInUseError',
          path: folder,
          pid,
          url,
          message: `the data folder ${folder} is in use by process ${String(pid)} at ${url}`,
        });
      });
    });
  });

  it('takes a folder whose process was killed', async () => {
    await inTemporaryFolder(async (folder) => {
      await whileHeld(folder, url);
      const data = await openDataFolder(folder);
      expect(await readOwner(folder)).toEqual({ pid: process.pid, url: null });
      await data.close();
    });
  });

  it('keeps the folder though nothing refers to it any more', async () => {
    await inTemporaryFolder(async (folder) => {
      // The process drops what it opened and collects garbage before it speaks.
      await whileHeld(folder, url, async (pid) => {
        expect(await readOwner(folder)).toEqual({ pid, url });
      });
    });
  });

  it.each([
    [
      'a file',
      async (folder: string) => writeFile(join(folder, 'x'), ''),
      'x',
      'there is a file of that name',
    ],
    [
      'a folder in a file',
      async (folder: string) => writeFile(join(folder, 'x'), ''),
      'x/y',
      'a part of the path',
    ],
    [
      'a dangling link',
      async (folder: string) => symlink('nowhere', join(folder, 'x')),
      'x',
      'there is a file',
    ],
    [
      'one without room for its lock',
      async (folder: string) => mkdir(join(folder, 'lock.sqlite')),
      '.',
      'unable',
    ],
  ])('says plainly that %s cannot be the folder', async (_, prepare, path, reason) => {
    await inTemporaryFolder(async (folder) => {
      await prepare(folder);
      const opening = openDataFolder(join(folder, path));
      await expect(opening).rejects.toThrow(DataFolderUnusableError);
      await expect(opening).rejects.toThrow(reason);
    });
  });

  it('ends where the system lets no folder be created', async () => {
    await expect(openDataFolder('/dev/null/data')).rejects.toThrow(DataFolderUnusableError);
    if (process.platform === 'linux')
      await expect(openDataFolder('/proc/groundql/data')).rejects.toThrow(DataFolderUnusableError);
  });
});

describe('readOwner', () => {
  it('is null for a folder that is missing, empty, or left by a process that died', async () => {
    await inTemporaryFolder(async (folder) => {
      expect(await readOwner(join(folder, 'missing'))).toBeNull();
      expect(await readOwner(folder)).toBeNull();
      expect(await readdir(folder)).toEqual([]);
      await whileHeld(folder, url);
      expect(await readdir(folder)).toContain('owner.json');
      expect(await readOwner(folder)).toBeNull();
    });
  });

  it('tells where the server listens once that is announced', async () => {
    await inTemporaryFolder(async (folder) => {
      const data = await openDataFolder(folder);
      expect(await readOwner(folder)).toEqual({ pid: process.pid, url: null });
      await data.announce(url);
      expect(await readOwner(folder)).toEqual({ pid: process.pid, url });
      await data.close();
      expect(await readOwner(folder)).toBeNull();
    });
  });

  it('leaves the folder free for whoever opens it meanwhile', async () => {
    await inTemporaryFolder(async (folder) => {
      const first = await openDataFolder(folder);
      await first.close();
      const looks = Array.from({ length: 20 }, () => readOwner(folder));
      const data = await openDataFolder(folder);
      await Promise.all(looks);
      await data.close();
    });
  });
});

/** Runs `work` while another process has the folder and has announced the url; kills that process then. */
async function whileHeld(
  folder: string,
  announced: string,
  work: (pid: number | undefined) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const script = new URL('./hold-data-folder.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--expose-gc', script, folder, announced], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    await work(child.pid);
  } finally {
    child.kill('SIGKILL');
    await exit;
  }
}
