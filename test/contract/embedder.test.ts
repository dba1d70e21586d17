import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, jest } from '@jest/globals';

import { HashingEmbedder } from '../../src/adapters/hashing/hashing-embedder.js';
import { createLocalEmbedder } from '../../src/adapters/onnx/local-embedder.js';
import { describeEmbedder } from './embedder.contract.js';

// Loading a model takes its time on a machine that is busy with other tests.
jest.setTimeout(60_000);

const cacheFolder = await mkdtemp(join(tmpdir(), 'groundql-embedder-'));

afterAll(() => rm(cacheFolder, { recursive: true }));

describeEmbedder('HashingEmbedder', () => Promise.resolve(new HashingEmbedder()));
describeEmbedder('The local embedder', () => createLocalEmbedder({ threads: 1, cacheFolder }));
