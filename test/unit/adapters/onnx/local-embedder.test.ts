import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { openWeights } from '../../../../src/adapters/onnx/encoder-files.js';
import { createLocalEmbedder } from '../../../../src/adapters/onnx/local-embedder.js';
import { findMiniLm } from '../../../../src/adapters/onnx/mini-lm.js';
import { UnavailableError } from '../../../../src/domain/errors.js';
import type { Embedder } from '../../../../src/ports/embedder.js';

// Loading a model takes its time on a machine that is busy with other tests.
jest.setTimeout(60_000);

describe('the local embedder', () => {
  let cacheFolder: string;
  const opened: Embedder[] = [];

  const open = async (folder = cacheFolder): Promise<Embedder> => {
    const embedder = await createLocalEmbedder({ threads: 2, cacheFolder: folder });
    opened.push(embedder);
    return embedder;
  };

  beforeAll(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'groundql-minilm-'));
  });

  afterEach(async () => {
    for (const embedder of opened.splice(0)) await embedder.close();
  });

  afterAll(() => rm(cacheFolder, { recursive: true }));

  it('gives the values that all-MiniLM-L6-v2 is known by', async () => {
    const [vector] = await (await open()).embed(['This is an example sentence'], { lane: 'question' });
    const known = [0.0676, 0.0635, 0.0487];
    for (const [index, value] of known.entries()) {
      expect(Math.abs((vector?.[index] ?? Number.NaN) - value)).toBeLessThan(2e-4);
    }
  });

  it('names weights, pooling, length and precision in its fingerprint', async () => {
    expect((await open()).model).toEqual({
      provider: 'local',
      model: 'all-MiniLM-L6-v2',
      dimensions: 384,
      fingerprint: 'all-MiniLM-L6-v2:6638f625a0a6:mean:l2:256:fp32',
    });
  });

  it('loads from a damaged cache as from none', async () => {
    const [file = ''] = await readdir(cacheFolder);
    await truncate(join(cacheFolder, file), 10_000_000);
    await expect((await open()).check()).resolves.toBeUndefined();
  });

  it('answers questions while documents wait by the thousand', async () => {
    const embedder = await open();
    const documents = Array.from({ length: 64 }, (_, call) => manyWords(call));
    const ingesting = documents.map((texts) => embedder.embed(texts, { lane: 'ingestion' }));
    let ingested = 0;
    const closed = Promise.allSettled(ingesting.map((call) => call.then(() => ingested++)));
    expect(await embedder.embed(['a question'], { lane: 'question' })).toHaveLength(1);
    expect(ingested).toBe(0);
    await embedder.close();
    for (const { status } of await closed) expect(status).toBe('rejected');
  });

  it('says plainly that the cache folder cannot be used', async () => {
    const file = join(cacheFolder, 'a-file');
    await writeFile(file, '');
    const embedder = await open(join(file, 'cache'));
    await expect(embedder.check()).rejects.toThrow(UnavailableError);
    await expect(embedder.embed(['a text'], { lane: 'ingestion' })).rejects.toThrow('ENOTDIR');
  });

  it('refuses weights with another hash', async () => {
    const files = { ...(await findMiniLm()), weightsHash: '0'.repeat(64) };
    await expect(openWeights(files)).rejects.toThrow('has sha256 6638f625a0a6');
  });
});

function manyWords(call: number): readonly string[] {
  return Array.from({ length: 64 }, (_, index) => `${String(call)}-${String(index)} lorem ipsum `.repeat(40));
}
