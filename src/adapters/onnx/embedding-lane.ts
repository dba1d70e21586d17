import { UnavailableError } from '../../domain/errors.js';
import { untilAborted } from '../../ports/until-aborted.js';
import type { EmbeddingWorker } from './embedding-thread.js';
import { pendingText, type PendingText } from './pending-text.js';
import { TextQueue } from './text-queue.js';

export interface LaneParts {
  startWorker(): EmbeddingWorker;
  readonly maxWorkers: number;
  /** About how many tokens a worker takes at a time: what comes later waits for them. */
  readonly tokensAtATime: number;
  /** Texts that may wait; a call that would make it more is refused. */
  readonly maxWaiting: number;
  readonly maxTokensPerText: number;
}

/** English has about four characters a token. Only the order and size of batches hang on it. */
const charactersPerToken = 4;

/**
 * Texts on their way to vectors through workers of their own, started as texts come. Equal texts that
 * are under way at once are embedded once.
 */
export class EmbeddingLane {
  readonly #queue = new TextQueue<PendingText>();
  /** Waiting or with a worker, by text. */
  readonly #pending = new Map<string, PendingText>();
  /** Loading, idle or at work. */
  readonly #workers = new Set<EmbeddingWorker>();
  readonly #idle: EmbeddingWorker[] = [];
  #closed = false;

  constructor(private readonly parts: LaneParts) {}

  /**
   * Vectors in the order of the texts. Aborting rejects with the signal's reason and takes texts that no
   * worker has begun, and nobody else wants, out of the queue. Rejects with UnavailableError where too
   * many texts wait, where no worker can be started, and when one ends with these texts at hand.
   */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]> {
    signal?.throwIfAborted();
    const pending = this.#join(texts);
    this.#dispatch();
    try {
      const vectors = await untilAborted(Promise.all(pending.map(({ vector }) => vector)), signal);
      return vectors.map((vector) => new Float32Array(vector));
    } finally {
      for (const text of new Set(pending)) this.#leave(text);
    }
  }

  /** Resolves when a worker has loaded the model; rejects with UnavailableError where it cannot. */
  async warm(): Promise<void> {
    const loaded = [...this.#workers].find((worker) => worker.alive) ?? this.#start();
    await loaded.ready;
  }

  /** Ends all workers; whatever is under way is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectWaiting(closedError());
    await Promise.all([...this.#workers].map((worker) => worker.close()));
  }

  #join(texts: readonly string[]): readonly PendingText[] {
    const distinct = [...new Set(texts)];
    this.#refuse(distinct.filter((text) => !this.#pending.has(text)).length);
    const tokens = distinct.map((text) => this.#estimateTokens(text));
    const due = this.#queue.dueFor(tokens.reduce((sum, count) => sum + count, 0));
    const joined = new Map(
      distinct.map((text, index) => [text, this.#joinText(text, tokens[index] ?? 0, due)]),
    );
    return texts.flatMap((text) => joined.get(text) ?? []);
  }

  #refuse(more: number): void {
    if (this.#closed) throw closedError();
    if (this.#queue.size + more <= this.parts.maxWaiting) return;
    throw new UnavailableError('embedder', `${String(this.#queue.size)} texts are waiting already`);
  }

  #joinText(text: string, tokens: number, due: number): PendingText {
    const known = this.#pending.get(text);
    const joined = known ?? pendingText(text, tokens, due);
    joined.callers++;
    joined.due = Math.min(joined.due, due);
    if (known === undefined) {
      this.#pending.set(text, joined);
      this.#queue.add(joined);
    }
    return joined;
  }

  #leave(text: PendingText): void {
    text.callers--;
    if (text.callers === 0 && this.#queue.remove(text)) this.#pending.delete(text.text);
  }

  #estimateTokens(text: string): number {
    return Math.min(this.parts.maxTokensPerText, Math.ceil(text.length / charactersPerToken) + 2);
  }

  #dispatch(): void {
    while (this.#queue.size > 0) {
      const worker = this.#idle.pop();
      if (worker === undefined) {
        if (this.#workers.size < this.parts.maxWorkers) this.#start();
        return;
      }
      if (worker.alive) void this.#serve(worker, this.#queue.take(this.parts.tokensAtATime));
      else this.#workers.delete(worker);
    }
  }

  #start(): EmbeddingWorker {
    if (this.#closed) throw closedError();
    const worker = this.parts.startWorker();
    this.#workers.add(worker);
    worker.ready.then(
      () => {
        this.#release(worker);
      },
      (error: unknown) => {
        this.#giveUp(worker, error);
      },
    );
    return worker;
  }

  async #serve(worker: EmbeddingWorker, batch: readonly PendingText[]): Promise<void> {
    try {
      const vectors = await worker.embed(batch.map(({ text }) => text));
      const dimensions = vectors.length / batch.length;
      for (const [index, text] of batch.entries()) {
        text.resolve(vectors.subarray(index * dimensions, (index + 1) * dimensions));
      }
    } catch (error) {
      for (const text of batch) text.reject(error);
    } finally {
      for (const { text } of batch) this.#pending.delete(text);
      this.#release(worker);
    }
  }

  #release(worker: EmbeddingWorker): void {
    this.#idle.push(worker);
    this.#dispatch();
  }

  /** A worker that cannot load the model: the next one could not either, so nobody waits for it. */
  #giveUp(worker: EmbeddingWorker, error: unknown): void {
    this.#workers.delete(worker);
    if (this.#workers.size === 0) this.#rejectWaiting(error);
  }

  #rejectWaiting(error: unknown): void {
    for (const text of this.#queue.clear()) {
      this.#pending.delete(text.text);
      text.reject(error);
    }
  }
}

function closedError(): UnavailableError {
  return new UnavailableError('embedder', 'it is closed');
}
