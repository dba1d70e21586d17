import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';

import { EmbeddingThread } from '../../../../src/adapters/onnx/embedding-thread.js';
import { ProviderError, UnavailableError } from '../../../../src/domain/errors.js';

describe('EmbeddingThread', () => {
  const started: EmbeddingThread[] = [];

  /** A thread that runs `script`, which has `parentPort`. */
  const threadOf = (script: string): EmbeddingThread => {
    const code = `const { parentPort } = require('node:worker_threads'); ${script}`;
    const thread = new EmbeddingThread(new Worker(code, { eval: true }));
    started.push(thread);
    return thread;
  };
  const answering = (answer: string): EmbeddingThread =>
    threadOf(`parentPort.postMessage({ kind: 'ready' });
      parentPort.on('message', (texts) => { ${answer} });`);

  afterEach(async () => {
    for (const thread of started.splice(0)) await thread.close();
  });

  it('is ready when the thread says so, and hands over the vectors it reports', async () => {
    const thread = answering(
      `parentPort.postMessage({ kind: 'embedded', vectors: Float32Array.from(texts, Number) })`,
    );
    await thread.ready;
    expect([...(await thread.embed(['1', '2']))]).toEqual([1, 2]);
    expect([...(await thread.embed(['3']))]).toEqual([3]);
    expect(thread.alive).toBe(true);
  });

  it('rejects with ProviderError where the model fails on the texts, and stays alive', async () => {
    const thread = answering(`parentPort.postMessage({ kind: 'failed', reason: 'NaN for ' + texts })`);
    await thread.ready;
    await expect(thread.embed(['these'])).rejects.toThrow(ProviderError);
    await expect(thread.embed(['those'])).rejects.toThrow('NaN for those');
    expect(thread.alive).toBe(true);
  });

  it('is not ready where the model is unavailable, and says why', async () => {
    const thread = threadOf(`parentPort.postMessage({ kind: 'unavailable', reason: 'no such file' })`);
    await expect(thread.ready).rejects.toThrow('embedder is unavailable: no such file');
    expect(thread.alive).toBe(false);
    await expect(thread.embed(['a text'])).rejects.toThrow(UnavailableError);
  });

  it.each([
    ['throws', `throw new Error('out of luck')`, 'out of luck'],
    ['exits', 'process.exit(7)', 'its thread ended with code 7'],
  ])('rejects with UnavailableError where the thread %s at work', async (_, script, reason) => {
    const thread = answering(script);
    await thread.ready;
    const call = thread.embed(['a text']);
    await expect(call).rejects.toThrow(reason);
    await expect(call).rejects.toThrow(UnavailableError);
    expect(thread.alive).toBe(false);
  });

  it('rejects what is under way when it is closed', async () => {
    const thread = answering('');
    await thread.ready;
    const call = thread.embed(['a text']);
    const refused = expect(call).rejects.toThrow(UnavailableError);
    await thread.close();
    await refused;
    expect(thread.alive).toBe(false);
  });
});
