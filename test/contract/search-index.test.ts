import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

import { createLanceIndex } from '../../src/adapters/lancedb/create-lance-index.js';
import { MemoryIndex } from '../../src/adapters/memory/memory-index.js';
import { ManualClock } from '../support/manual-clock.js';
import { RecordingLogger } from '../support/recording-logger.js';
import { describeSearchIndex } from './search-index.contract.js';
import type { SearchIndexUnderTest } from './search-index.contract.js';

// Real files, on machines that may be busy.
jest.setTimeout(60_000);

describeSearchIndex('MemoryIndex', () => Promise.resolve({ index: new MemoryIndex() }));

describeSearchIndex('LanceIndex', () => createInFolder());

describeSearchIndex('LanceIndex with approximate search', () => createInFolder({ approximateFrom: 100 }));

async function createInFolder(options: { approximateFrom?: number } = {}): Promise<SearchIndexUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'groundql-index-'));
  const index = await createLanceIndex({
    folder,
    clock: new ManualClock(),
    logger: new RecordingLogger(),
    ...options,
  });
  return { index, dispose: () => rm(folder, { recursive: true }) };
}
