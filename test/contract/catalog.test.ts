import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, jest } from '@jest/globals';

import { createSqliteCatalog } from '../../src/adapters/sqlite/create-sqlite-catalog.js';
import { describeCatalog } from './catalog.contract.js';

// Every test opens a database of its own, on disk.
jest.setTimeout(60_000);

let folder = '';
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundql-catalog-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describeCatalog('SQLite', () => {
  files += 1;
  return createSqliteCatalog({ file: join(folder, `${files}.sqlite`), versionsKept: 3 });
});
