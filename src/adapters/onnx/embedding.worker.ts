import { parentPort, workerData } from 'node:worker_threads';

import { loadEncoder, type EncoderOptions } from './load-encoder.js';
import type { SentenceEncoder } from './sentence-encoder.js';
import type { WorkerReport } from './worker-report.js';

// ONNX Runtime computes on the thread that calls it, so it gets one of its own.
try {
  const encoder = await loadEncoder(workerData as EncoderOptions);
  parentPort?.on('message', (texts: readonly string[]) => void answer(encoder, texts));
  report({ kind: 'ready' });
} catch (error) {
  report({ kind: 'unavailable', reason: reasonOf(error) });
}

async function answer(encoder: SentenceEncoder, texts: readonly string[]): Promise<void> {
  try {
    const vectors = await encoder.encode(texts);
    report({ kind: 'embedded', vectors }, [vectors.buffer as ArrayBuffer]);
  } catch (error) {
    report({ kind: 'failed', reason: reasonOf(error) });
  }
}

function report(message: WorkerReport, transferred: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transferred);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
