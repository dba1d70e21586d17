import { Worker } from 'node:worker_threads';

import { IngestionFailure } from '../../domain/errors.js';
import { malformed } from './failures.js';
import { loadDocument } from './load-document.js';
import type { LoadingReport, LoadingRequest } from './loading-messages.js';

const [maxMegabytes = ''] = process.argv.slice(2);

// A file that is being read leaves this thread no time to see to its own limits.
const watch = new Worker(new URL('./memory-watch.worker.js', import.meta.url), {
  workerData: { maxBytes: Number(maxMegabytes) * 1024 ** 2, parent: process.ppid },
});
watch.unref();

process.on('message', (request: LoadingRequest) => {
  void report(request).then((answer) => process.send?.(answer));
});

async function report({ source, maxCharacters }: LoadingRequest): Promise<LoadingReport> {
  try {
    return { kind: 'loaded', document: await loadDocument(source, { maxCharacters }) };
  } catch (error) {
    const { code, message } = error instanceof IngestionFailure ? error : malformed(String(error));
    return { kind: 'refused', code, message };
  }
}
