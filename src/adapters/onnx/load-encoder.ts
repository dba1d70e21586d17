import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';

import { parseBertConfig } from './bert-config.js';
import { bertGraph } from './bert-graph.js';
import { bertWeights } from './bert-weights.js';
import { openWeights, type EncoderFiles } from './encoder-files.js';
import { encodeModel } from './onnx-model.js';
import { SentenceEncoder } from './sentence-encoder.js';
import { readTokenizer } from './tokenizer.js';
import { ensureWeightsFile, layOut } from './weights-file.js';

export interface EncoderOptions {
  readonly files: EncoderFiles;
  /** Where the weights are kept in the form that ONNX Runtime maps into memory. */
  readonly cacheFolder: string;
}

type Runtime = typeof import('onnxruntime-node');

/**
 * Loads an encoder onto this thread; converts its weights the first time. Throws a plain reason where
 * the runtime, a file or the cache folder cannot be used.
 */
export async function loadEncoder({ files, cacheFolder }: EncoderOptions): Promise<SentenceEncoder> {
  const { InferenceSession, Tensor } = await importRuntime();
  const model = await prepareModel({ files, cacheFolder });
  const session = await InferenceSession.create(model, sessionOptions(cacheFolder));
  const { maxTokens, dimensions } = files;
  return new SentenceEncoder({
    tokenizer: readTokenizer(files.tokenizerPath),
    session,
    Tensor,
    maxTokens,
    dimensions,
  });
}

async function importRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`onnxruntime-node cannot be loaded on ${process.platform} ${process.arch}: ${reason}`, {
      cause,
    });
  }
}

async function prepareModel({ files, cacheFolder }: EncoderOptions): Promise<Uint8Array> {
  const config = parseBertConfig(JSON.parse(await readFile(files.configPath, 'utf8')));
  const weights = bertWeights(config);
  const cached = `${files.name}-${files.weightsHash.slice(0, 12)}.weights`;
  await ensureWeightsFile(join(cacheFolder, cached), weights, () => openWeights(files));
  return encodeModel(bertGraph(config, layOut(weights, cached)));
}

/** One thread a session: throughput comes from sessions, and idle threads must not spin on shared cores. */
function sessionOptions(cacheFolder: string): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: {
      session: {
        intra_op: { allow_spinning: '0' },
        model_external_initializers_file_folder_path: cacheFolder,
      },
    },
  };
}
