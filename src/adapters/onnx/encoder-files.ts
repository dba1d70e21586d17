import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Safetensors } from './safetensors.js';

/** A published sentence encoder, and how its vectors are made. */
export interface EncoderFiles {
  readonly name: string;
  readonly dimensions: number;
  /** The longest text in tokens, special ones included: those beyond are cut. */
  readonly maxTokens: number;
  /** A .safetensors file, and the sha256 its bytes must have. */
  readonly weightsPath: string;
  readonly weightsHash: string;
  readonly tokenizerPath: string;
  readonly configPath: string;
}

/** Throws where the weights are not the very ones that `files.weightsHash` names. */
export async function openWeights(files: EncoderFiles): Promise<Safetensors> {
  const bytes = await readFile(files.weightsPath);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== files.weightsHash) {
    throw new Error(`${files.weightsPath} has sha256 ${hash}, not ${files.weightsHash}: install it again`);
  }
  return new Safetensors(bytes);
}
