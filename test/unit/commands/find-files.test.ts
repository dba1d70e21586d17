import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { findFiles } from '../../../src/commands/find-files.js';

const tree = [
  'README.md',
  'notes.txt',
  'picture.png',
  'docs/guide.md',
  'docs/deep/er/page.MARKDOWN',
  'docs/.hidden/secret.md',
  'docs/.draft.md',
  'node_modules/pkg/README.md',
];

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundql-find-'));
  for (const path of tree) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `text of ${path}`);
  }
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function found(paths: readonly string[], cwd = folder): Promise<readonly string[]> {
  return (await findFiles(paths, cwd)).files.map(({ externalId }) => externalId);
}

describe('findFiles', () => {
  it('takes the documents of a folder, nothing hidden and nothing of node_modules', async () => {
    const { files, leftOut } = await findFiles(['.'], folder);
    expect(files.map(({ externalId }) => externalId)).toEqual([
      'README.md',
      'docs/deep/er/page.MARKDOWN',
      'docs/guide.md',
      'notes.txt',
    ]);
    expect(leftOut).toBe(1);
    expect(files[0]).toMatchObject({ bytes: 'text of README.md'.length });
  });

  it('takes a file named outright, whatever it is', async () => {
    const { files } = await findFiles(['picture.png'], folder);
    expect(files).toMatchObject([{ externalId: 'picture.png' }]);
  });

  it('takes each file once', async () => {
    expect(await found(['docs', 'docs/guide.md', 'docs/*.md'])).toEqual([
      'docs/deep/er/page.MARKDOWN',
      'docs/guide.md',
    ]);
  });

  it.each([
    ['*.md', ['README.md']],
    ['**/*.md', ['README.md', 'docs/guide.md']],
    ['docs/**', ['docs/deep/er/page.MARKDOWN', 'docs/guide.md']],
    ['d?cs/*', ['docs/guide.md']],
    ['*.p?g', ['picture.png']],
  ])('expands the glob %s', async (glob, expected) => {
    expect(await found([glob])).toEqual(expected);
  });

  it('names a file outside the working directory by its whole path', async () => {
    expect(await found([join(folder, 'notes.txt')], join(folder, 'docs'))).toEqual([
      join(folder, 'notes.txt'),
    ]);
  });

  it('refuses a path that is not there and a glob that matches nothing', async () => {
    await expect(findFiles(['missing.md'], folder)).rejects.toThrow('missing.md: no such file or folder');
    await expect(findFiles(['*.rst'], folder)).rejects.toThrow('*.rst: matches no file');
  });
});
