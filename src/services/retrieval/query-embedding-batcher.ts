import DataLoader from 'dataloader';

import { ProviderError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Embedder } from '../../ports/embedder.js';
import { SingleFlight } from '../concurrency/single-flight.js';

interface Query {
  readonly text: string;
  /** Aborts when nobody waits for the vector any more. */
  readonly signal: AbortSignal;
}

/**
 * Long enough to gather the questions of concurrent requests (14 a call at 2,000 a second), short beside the
 * embedding itself.
 */
const windowMilliseconds = 3;

/**
 * Embeds questions: all that come within a few milliseconds, whoever asks, in one call, each text once. A
 * full batch leaves at once. Vectors are not kept: what may be reused is the caches' business.
 */
export class QueryEmbeddingBatcher {
  readonly #embedder: Embedder;
  readonly #clock: Clock;
  readonly #flights = new SingleFlight<Float32Array>();
  readonly #loader: DataLoader<Query, Float32Array>;
  #pending: { readonly dispatch: () => void; readonly stopTimer: () => void; size: number } | null = null;

  constructor(dependencies: { readonly embedder: Embedder; readonly clock: Clock }) {
    this.#embedder = dependencies.embedder;
    this.#clock = dependencies.clock;
    this.#loader = new DataLoader((queries) => this.#embedBatch(queries), {
      cache: false,
      maxBatchSize: this.#embedder.maxBatchSize,
      batchScheduleFn: (dispatch) => {
        this.#open(dispatch);
      },
    });
  }

  /** Rejects as the embedder does; one text's failure is not another's. */
  embed(text: string, signal: AbortSignal): Promise<Float32Array> {
    return this.#flights.join(text, (shared) => this.#load({ text, signal: shared }), signal);
  }

  #load(query: Query): Promise<Float32Array> {
    const vector = this.#loader.load(query);
    if (this.#pending !== null && ++this.#pending.size >= this.#embedder.maxBatchSize) this.#dispatch();
    return vector;
  }

  #open(dispatch: () => void): void {
    // A batch still waiting would never settle if its dispatch were overwritten.
    this.#dispatch();
    const stopTimer = this.#clock.after(windowMilliseconds, () => {
      this.#dispatch();
    });
    this.#pending = { dispatch, stopTimer, size: 0 };
  }

  #dispatch(): void {
    const batch = this.#pending;
    this.#pending = null;
    batch?.stopTimer();
    batch?.dispatch();
  }

  async #embedBatch(queries: readonly Query[]): Promise<(Float32Array | Error)[]> {
    const wanted = queries.filter(({ signal }) => !signal.aborted);
    const embedded = new Map<Query, Float32Array | Error>();
    for (const [position, result] of (await this.#embedEach(wanted)).entries()) {
      const query = wanted[position];
      if (query !== undefined) embedded.set(query, result);
    }
    return queries.map((query) => embedded.get(query) ?? asError(query.signal.reason));
  }

  async #embedEach(queries: readonly Query[]): Promise<readonly (Float32Array | Error)[]> {
    if (queries.length === 0) return [];
    try {
      return await this.#call(queries);
    } catch (error) {
      if (queries.length === 1 || !mayBeOneTextsFault(error)) return queries.map(() => asError(error));
      const alone = await Promise.all(queries.map((query) => this.#embedEach([query])));
      return alone.flat();
    }
  }

  #call(queries: readonly Query[]): Promise<readonly Float32Array[]> {
    return this.#embedder.embed(
      queries.map(({ text }) => text),
      { lane: 'question', signal: whenAllAborted(queries.map(({ signal }) => signal)) },
    );
  }
}

/** A provider that refuses a batch for good may have met one text it cannot take. */
function mayBeOneTextsFault(error: unknown): boolean {
  return error instanceof ProviderError && !error.retryable;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the embedder failed', { cause: error });
}

function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const abort = () => {
      left--;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  return controller.signal;
}
