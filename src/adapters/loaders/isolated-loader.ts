import { CancelledError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { DocumentLoader, LoadedDocument } from '../../ports/document-loader.js';
import { malformed } from './failures.js';
import type { LoadingSource } from './load-document.js';
import { LoadingProcess } from './loading-process.js';

export interface IsolatedLoaderOptions {
  readonly clock: Clock;
  readonly maxCharacters: number;
  /** Files read at once; more wait their turn. */
  readonly processes: number;
  /** For one file, from its turn on, in milliseconds. */
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
  /** What the processes run. */
  readonly entry?: URL;
}

const ownEntry = new URL('./loading.process.js', import.meta.url);

/**
 * Reads files in processes of their own, each within a limit of time and memory: no file can stop, slow down
 * or end the server. (A thread would not do: V8 ends the whole process where one large allocation goes
 * beyond a thread's limit.) What exceeds a limit or crashes its process is MALFORMED_DOCUMENT. A process
 * starts when there is work for it and reads one file after another. Aborting ends the one at work.
 */
export class IsolatedLoader implements DocumentLoader {
  readonly #options: IsolatedLoaderOptions;
  readonly #idle: LoadingProcess[] = [];
  readonly #busy = new Set<LoadingProcess>();
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(options: IsolatedLoaderOptions) {
    this.#options = options;
  }

  async load({ bytes, mediaType, fileName }: LoadingSource, signal?: AbortSignal): Promise<LoadedDocument> {
    signal?.throwIfAborted();
    const process = await this.#acquire(signal);
    try {
      return await this.#read(process, { bytes, mediaType, fileName }, signal);
    } finally {
      this.#release(process);
    }
  }

  /** Ends the processes; a load under way or waiting rejects with CancelledError. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const proceed of this.#waiting.splice(0)) proceed();
    const closed = new CancelledError('the loader is closed');
    await Promise.all([...this.#idle, ...this.#busy].map((process) => process.end(closed)));
  }

  async #acquire(signal: AbortSignal | undefined): Promise<LoadingProcess> {
    while (!this.#closed && this.#busy.size >= this.#options.processes) await this.#turn(signal);
    if (this.#closed) throw new CancelledError('the loader is closed');
    let process = this.#idle.pop();
    while (process?.alive === false) process = this.#idle.pop();
    process ??= new LoadingProcess({ entry: ownEntry, ...this.#options });
    this.#busy.add(process);
    return process;
  }

  #release(process: LoadingProcess): void {
    this.#busy.delete(process);
    if (process.alive) this.#idle.push(process);
    this.#waiting.shift()?.();
  }

  /** Resolves when a process may be free; rejects with the signal's reason as soon as it aborts. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const proceed = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(proceed);
    });
  }

  async #read(
    process: LoadingProcess,
    source: LoadingSource,
    signal: AbortSignal | undefined,
  ): Promise<LoadedDocument> {
    const { clock, timeLimitMs, maxCharacters } = this.#options;
    const abort = (): void => void process.end(signal?.reason as Error);
    const cancelTimer = clock.after(timeLimitMs, () => void process.end(tookLonger(timeLimitMs)));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await process.load({ source, maxCharacters });
    } finally {
      cancelTimer();
      signal?.removeEventListener('abort', abort);
    }
  }
}

function tookLonger(timeLimitMs: number): Error {
  return malformed(`reading it took longer than the ${String(timeLimitMs / 1000)} s that are allowed`);
}
