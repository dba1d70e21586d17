import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';

import { FolderBlobStore } from '../../src/adapters/files/folder-blob-store.js';
import { describeBlobStore } from './blob-store.contract.js';

let folder = '';
let stores = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundql-blobs-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describeBlobStore('FolderBlobStore', () => {
  stores += 1;
  return FolderBlobStore.open({ folder: join(folder, String(stores)) });
});
