import type { Worker } from 'node:worker_threads';

import { ProviderError, UnavailableError } from '../../domain/errors.js';
import type { WorkerReport } from './worker-report.js';

/** Something that embeds one list of texts at a time. */
export interface EmbeddingWorker {
  /** Resolves when the model is loaded; rejects with UnavailableError where it cannot be. */
  readonly ready: Promise<void>;
  /** False once it has ended: it embeds nothing any more. */
  readonly alive: boolean;
  /**
   * The vectors one after another. Rejects with ProviderError where the model fails on these texts, with
   * UnavailableError where the worker ends before it has answered.
   */
  embed(texts: readonly string[]): Promise<Float32Array>;
  close(): Promise<void>;
}

interface Awaited {
  resolve(vectors: Float32Array): void;
  reject(error: Error): void;
}

/** An embedding worker on a thread that runs embedding.worker.ts, or another that reports as it does. */
export class EmbeddingThread implements EmbeddingWorker {
  readonly ready: Promise<void>;
  #alive = true;
  #awaited: Awaited | null = null;

  constructor(private readonly thread: Worker) {
    this.ready = new Promise((resolve, reject) => {
      this.#awaited = {
        resolve: () => {
          resolve();
        },
        reject,
      };
    });
    this.ready.catch(() => undefined); // whoever waits for it is told; nobody need wait
    thread.on('message', (report: WorkerReport) => {
      this.#settle(report);
    });
    thread.on('error', (error: Error) => {
      this.#end(error.message, error);
    });
    thread.on('exit', (code) => {
      this.#end(`its thread ended with code ${String(code)}`);
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  embed(texts: readonly string[]): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.#awaited = { resolve, reject };
      if (this.#alive) this.thread.postMessage(texts);
      else this.#end('its thread has ended');
    });
  }

  async close(): Promise<void> {
    this.#end('it was closed');
    await this.thread.terminate();
  }

  #settle(report: WorkerReport): void {
    switch (report.kind) {
      case 'ready':
        this.#take()?.resolve(new Float32Array());
        break;
      case 'embedded':
        this.#take()?.resolve(report.vectors);
        break;
      case 'failed':
        this.#take()?.reject(new ProviderError('local embedder', report.reason, false));
        break;
      case 'unavailable':
        this.#end(report.reason);
    }
  }

  #end(reason: string, cause?: Error): void {
    this.#alive = false;
    this.#take()?.reject(new UnavailableError('embedder', reason, { cause }));
  }

  #take(): Awaited | null {
    const awaited = this.#awaited;
    this.#awaited = null;
    return awaited;
  }
}
