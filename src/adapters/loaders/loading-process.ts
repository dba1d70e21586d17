import { fork, type ChildProcess } from 'node:child_process';

import { IngestionFailure } from '../../domain/errors.js';
import type { LoadedDocument } from '../../ports/document-loader.js';
import { malformed } from './failures.js';
import type { LoadingReport, LoadingRequest } from './loading-messages.js';

export interface LoadingProcessOptions {
  /** What it runs: loading.process.js, or another that reports as it does. */
  readonly entry: URL;
  /** Of all its memory; it ends when it needs more. */
  readonly memoryLimitMb: number;
}

interface Awaited {
  resolve(document: LoadedDocument): void;
  reject(error: Error): void;
}

/** A process that reads one file at a time. It has no part of the server's environment, files or output. */
export class LoadingProcess {
  readonly #child: ChildProcess;
  readonly #memoryLimitMb: number;
  readonly #ended: Promise<void>;
  #alive = true;
  #awaited: Awaited | null = null;

  constructor({ entry, memoryLimitMb }: LoadingProcessOptions) {
    this.#memoryLimitMb = memoryLimitMb;
    this.#child = fork(entry, [String(memoryLimitMb)], {
      env: {},
      execArgv: [`--max-old-space-size=${String(memoryLimitMb)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (report) => {
      this.#settle(report as LoadingReport);
    });
    this.#child.on('error', (error) => {
      // The machine's fault, not the file's.
      this.#end(new IngestionFailure('INTERNAL', 'its reader could not be started', true, { cause: error }));
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#end(this.#failure(code, signal));
        resolve();
      });
    });
  }

  /** False once it has ended or been told to: it reads nothing any more. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Rejects with IngestionFailure where the file cannot be read or ends the process. */
  load(request: LoadingRequest): Promise<LoadedDocument> {
    return new Promise((resolve, reject) => {
      this.#awaited = { resolve, reject };
      if (this.#alive) this.#child.send(request);
      else this.#end(new IngestionFailure('INTERNAL', 'its reader has ended', true));
    });
  }

  /** Rejects the load under way with `reason`; resolves when the process is gone. */
  async end(reason: Error): Promise<void> {
    this.#end(reason);
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #settle(report: LoadingReport): void {
    const awaited = this.#take();
    if (report.kind === 'loaded') awaited?.resolve(report.document);
    else awaited?.reject(new IngestionFailure(report.code, report.message));
  }

  #end(reason: Error): void {
    this.#alive = false;
    this.#take()?.reject(reason);
  }

  /** Node and the watch over its memory both end it with an abort. */
  #failure(code: number | null, signal: string | null): IngestionFailure {
    const outOfMemory = signal === 'SIGABRT' || code === abortCode;
    const reason = outOfMemory
      ? `reading it needs more memory than the ${String(this.#memoryLimitMb)} MB that are allowed`
      : `it makes its reader crash (${signal ?? `code ${String(code)}`})`;
    return malformed(reason);
  }

  #take(): Awaited | null {
    const awaited = this.#awaited;
    this.#awaited = null;
    return awaited;
  }
}

/** How an abort looks where there are no signals. */
const abortCode = 134;
