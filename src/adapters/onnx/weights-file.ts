import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Weight } from './bert-weights.js';
import type { Constant } from './onnx-model.js';
import type { Safetensors } from './safetensors.js';

/** ONNX Runtime maps the file into memory, shared by all sessions that do: it wants pages. */
const pageSize = 4096;
const digestSize = 32;
const sizes = { float32: 4, float16: 2, int32: 4, int64: 8 } as const;

/** Where each weight lies in a file of that name, in their order, each from the start of a page. */
export function layOut(weights: readonly Weight[], file: string): readonly Constant[] {
  let offset = 0;
  return weights.map(({ name, type, shape }) => {
    const length = shape.reduce((product, size) => product * size, sizes[type]);
    const data = { file, offset, length };
    offset += Math.ceil(length / pageSize) * pageSize;
    return { name, type, shape, data };
  });
}

/**
 * Makes sure that the file at `path` holds the weights as `layOut` says, and after them the sha256 of
 * all that; a missing or damaged file is written anew from what `open` resolves to. A crash, or another
 * process doing the same, leaves a whole file or none.
 */
export async function ensureWeightsFile(
  path: string,
  weights: readonly Weight[],
  openPublished: () => Promise<Safetensors>,
): Promise<void> {
  if (await isIntact(path)) return;
  await writeAtomically(path, pack(weights, await openPublished()));
}

async function isIntact(path: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size <= digestSize) return false;
  const hash = createHash('sha256');
  const tail: Buffer[] = [];
  for await (const bytes of createReadStream(path, { end: size - digestSize - 1, highWaterMark: 1 << 20 })) {
    hash.update(bytes as Buffer);
  }
  for await (const bytes of createReadStream(path, { start: size - digestSize })) tail.push(bytes as Buffer);
  return hash.digest().equals(Buffer.concat(tail));
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

function pack(weights: readonly Weight[], published: Safetensors): Uint8Array {
  const pages = weights.map((weight) => {
    const values = weight.read(published);
    const bytes = new Uint8Array(Math.ceil(values.byteLength / pageSize) * pageSize);
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return bytes;
  });
  const packed = Buffer.concat(pages);
  return Buffer.concat([packed, createHash('sha256').update(packed).digest()]);
}

async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${String(process.pid)}.draft`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
