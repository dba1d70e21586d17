import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Weight } from '../../../../src/adapters/onnx/bert-weights.js';
import { Safetensors } from '../../../../src/adapters/onnx/safetensors.js';
import { ensureWeightsFile, layOut } from '../../../../src/adapters/onnx/weights-file.js';

const weights: readonly Weight[] = [
  { name: 'narrow', type: 'float16', shape: [3], read: () => Uint16Array.of(1, 2, 3) },
  { name: 'wide', type: 'float32', shape: [2, 2], read: () => Float32Array.of(0.5, 1, 2, 4) },
];

describe('the weights file', () => {
  let folder: string;
  let path: string;
  let conversions: number;

  const ensure = () =>
    ensureWeightsFile(path, weights, () => {
      conversions++;
      return Promise.resolve(emptySafetensors());
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'groundql-weights-'));
    path = join(folder, 'cache', 'model.weights');
    conversions = 0;
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('holds each weight where the layout says', async () => {
    await ensure();
    const bytes = await readFile(path);
    const [narrow, wide] = layOut(weights, 'model.weights').map(({ data }) => {
      if ('values' in data) throw new Error('laid out in the model');
      return Uint8Array.from(bytes.subarray(data.offset, data.offset + data.length)).buffer;
    });
    expect([...new Uint16Array(narrow ?? [])]).toEqual([1, 2, 3]);
    expect([...new Float32Array(wide ?? [])]).toEqual([0.5, 1, 2, 4]);
  });

  it('lays every weight out from the start of a page', () => {
    expect(layOut(weights, 'file').map(({ data }) => data)).toEqual([
      { file: 'file', offset: 0, length: 6 },
      { file: 'file', offset: 4096, length: 16 },
    ]);
  });

  it('is written once and leaves nothing else in its folder', async () => {
    await ensure();
    await ensure();
    expect(conversions).toBe(1);
    expect(await readdir(join(folder, 'cache'))).toEqual(['model.weights']);
  });

  it.each([
    ['a bit flipped', async (file: string) => writeFile(file, flipBit(await readFile(file), 4096))],
    ['its digest flipped', async (file: string) => writeFile(file, flipBit(await readFile(file), -1))],
    ['its end cut off', (file: string) => truncate(file, 5000)],
    ['nothing in it', (file: string) => writeFile(file, '')],
  ])('is written anew with %s', async (_, damage) => {
    await ensure();
    const whole = await readFile(path);
    await damage(path);
    await ensure();
    expect(conversions).toBe(2);
    expect((await readFile(path)).equals(whole)).toBe(true);
  });

  it('is left as it was where the published weights cannot be read', async () => {
    const broken = ensureWeightsFile(path, weights, () => Promise.reject(new Error('wrong sha256')));
    await expect(broken).rejects.toThrow('wrong sha256');
    expect(await readdir(folder)).toEqual([]);
  });
});

function emptySafetensors(): Safetensors {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(2n);
  return new Safetensors(Buffer.concat([length, Buffer.from('{}')]));
}

function flipBit(bytes: Buffer, position: number): Buffer {
  const index = position < 0 ? bytes.length + position : position;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes;
}
