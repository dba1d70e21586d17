import { isTerminal } from '../../domain/answer.js';
import type { AnswerEvent, AnswerEventBody } from '../../domain/answer.js';
import { ConflictError, NotFoundError } from '../../domain/errors.js';
import type { DocumentId, RunId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { RunLog, RunRecord } from '../../ports/run-log.js';

interface LoggedRun {
  readonly record: RunRecord;
  readonly events: AnswerEvent[];
  readonly documents: Set<DocumentId>;
  /** Called, each once, when an event was appended or the run was removed. */
  readonly waiters: Set<() => void>;
  touchedAt: number;
  removed: boolean;
}

/**
 * The run log within the process: a restart forgets it. Holds at most `maxRuns`; one more removes the run
 * whose last event is oldest, one that has ended before one that goes on.
 */
export class MemoryRunLog implements RunLog {
  /** Oldest last event first. */
  readonly #runs = new Map<RunId, LoggedRun>();
  readonly #clock: Clock;
  readonly #ttlMilliseconds: number;
  readonly #maxRuns: number;
  #sweeping = false;

  constructor(dependencies: {
    readonly clock: Clock;
    readonly ttlSeconds: number;
    readonly maxRuns: number;
  }) {
    this.#clock = dependencies.clock;
    this.#ttlMilliseconds = dependencies.ttlSeconds * 1000;
    this.#maxRuns = dependencies.maxRuns;
  }

  create(record: RunRecord): Promise<void> {
    this.#touch({
      record,
      events: [],
      documents: new Set(),
      waiters: new Set(),
      touchedAt: 0,
      removed: false,
    });
    if (this.#runs.size > this.#maxRuns) this.#removeOne();
    return Promise.resolve();
  }

  find(id: RunId): Promise<RunRecord | null> {
    return Promise.resolve(this.#live(id)?.record ?? null);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it refuses with must reject, not throw
  async append(id: RunId, body: AnswerEventBody): Promise<AnswerEvent> {
    const run = this.#live(id);
    if (run === undefined) throw new NotFoundError('the run is over: its log has expired or was removed');
    if (run.events.at(-1)?.terminal === true) throw new ConflictError('the run has ended');
    const event = { ...body, runId: id, seq: run.events.length + 1, terminal: isTerminal(body) };
    run.events.push(event);
    this.#touch(run);
    wake(run);
    return event;
  }

  async *tail(id: RunId, afterSeq: number, signal: AbortSignal): AsyncIterable<AnswerEvent> {
    const run = this.#live(id);
    if (run === undefined) return;
    let seq = Math.max(0, afterSeq);
    while (!signal.aborted && !run.removed) {
      const event = run.events[seq];
      if (event === undefined) {
        if (run.events.at(-1)?.terminal === true) return;
        await change(run, signal);
        continue;
      }
      seq = event.seq;
      yield event;
    }
  }

  lastSeq(id: RunId): Promise<number> {
    return Promise.resolve(this.#live(id)?.events.length ?? 0);
  }

  noteDocuments(id: RunId, documents: readonly DocumentId[]): Promise<void> {
    const run = this.#live(id);
    for (const document of documents) run?.documents.add(document);
    return Promise.resolve();
  }

  documentsOf(id: RunId): Promise<readonly DocumentId[]> {
    return Promise.resolve([...(this.#live(id)?.documents ?? [])]);
  }

  purgeDocuments(documents: readonly DocumentId[]): Promise<readonly RunId[]> {
    const held = [...this.#runs.values()].filter((run) => documents.some((id) => run.documents.has(id)));
    for (const run of held) this.#remove(run);
    return Promise.resolve(held.map((run) => run.record.id));
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  #live(id: RunId): LoggedRun | undefined {
    this.#removeExpired();
    return this.#runs.get(id);
  }

  #touch(run: LoggedRun): void {
    run.touchedAt = this.#clock.monotonic();
    this.#runs.delete(run.record.id);
    this.#runs.set(run.record.id, run);
    this.#sweepLater();
  }

  /** A log that nobody asks for vanishes too: one timer, for the run that expires first. */
  #sweepLater(): void {
    const [first] = this.#runs.values();
    if (this.#sweeping || first === undefined) return;
    this.#sweeping = true;
    this.#clock.after(first.touchedAt + this.#ttlMilliseconds - this.#clock.monotonic(), () => {
      this.#sweeping = false;
      this.#removeExpired();
      this.#sweepLater();
    });
  }

  #removeExpired(): void {
    const expired = this.#clock.monotonic() - this.#ttlMilliseconds;
    for (const run of this.#runs.values()) {
      if (run.touchedAt > expired) return;
      this.#remove(run);
    }
  }

  #removeOne(): void {
    const runs = [...this.#runs.values()];
    const oldest = runs.find((run) => run.events.at(-1)?.terminal === true) ?? runs[0];
    if (oldest !== undefined) this.#remove(oldest);
  }

  #remove(run: LoggedRun): void {
    run.removed = true;
    this.#runs.delete(run.record.id);
    wake(run);
  }
}

function wake(run: LoggedRun): void {
  for (const waiter of [...run.waiters]) waiter();
}

/** Resolves with the run's next change, or when the signal aborts. */
function change(run: LoggedRun, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      run.waiters.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    run.waiters.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
