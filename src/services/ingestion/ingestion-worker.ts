import { CancelledError, LeaseLostError } from '../../domain/errors.js';
import type { IngestionError } from '../../domain/ingestion.js';
import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/id-source.js';
import type { ClaimedIngestion, IngestionQueue } from '../../ports/ingestion-queue.js';
import type { Logger } from '../../ports/logger.js';
import type { Signals } from '../../ports/signals.js';
import { Doorbell } from '../concurrency/doorbell.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';
import { Semaphore, type Release } from '../concurrency/semaphore.js';
import { attemptsSinceRetry } from './attempts-since-retry.js';
import { IngestionPipeline, type PipelineDependencies } from './ingestion-pipeline.js';
import { judgeFailure } from './judge-failure.js';
import { keepLease, leaseMilliseconds } from './keep-lease.js';
import { ProgressReporter } from './progress-reporter.js';
import { refuseDeadly } from './refuse-deadly.js';

const pollMilliseconds = 1000;
/** Documents that only wait for the index, for each that is being worked on. */
const indexingPerSlot = 8;

const interrupted: IngestionError = {
  code: 'INTERNAL',
  message: 'the server was stopped; the work goes on when it is back',
  retryable: true,
};

/**
 * Claims ingestions and works on up to `concurrency` at once, plus some that wait for the index; what is
 * queued beyond that stays in the catalog, so that memory does not grow with it.
 */
export class IngestionWorker {
  readonly #queue: IngestionQueue;
  readonly #pipeline: IngestionPipeline;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #random: () => number;
  readonly #owner: string;
  readonly #slots: Semaphore;
  readonly #indexing: Semaphore;
  readonly #bell: Doorbell;
  readonly #jobs = new Map<Promise<void>, AbortController>();
  readonly #stopping = new AbortController();
  #claiming: Promise<void> | null = null;
  #queueFails = false;

  constructor(
    dependencies: PipelineDependencies & {
      readonly ids: IdSource;
      readonly logger: Logger;
      readonly concurrency: number;
      /** 0 to 1, for the jitter of retries. */
      readonly random?: () => number;
    },
  ) {
    this.#queue = dependencies.catalog.ingestions;
    this.#pipeline = new IngestionPipeline(dependencies);
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
    this.#random = dependencies.random ?? Math.random;
    this.#owner = dependencies.ids.next();
    this.#slots = new Semaphore(dependencies.concurrency);
    this.#indexing = new Semaphore(dependencies.concurrency * indexingPerSlot);
    this.#bell = new Doorbell(dependencies);
  }

  start(): void {
    this.#claiming ??= this.#claimAll();
  }

  /** Claims no more, calls off what is under way and gives it back, to be claimed at once by another. */
  async stop(): Promise<void> {
    this.#stopping.abort(new CancelledError('the ingestion worker was stopped'));
    for (const work of this.#jobs.values()) work.abort(this.#stopping.signal.reason);
    await this.#claiming;
    await Promise.all(this.#jobs.keys());
  }

  async #claimAll(): Promise<void> {
    const unsubscribe = this.#signals.subscribe('ingestions', () => {
      this.#bell.ring();
    });
    const { signal } = this.#stopping;
    while (!signal.aborted) await this.#claimNext(signal).catch(ignoreOnceAborted(signal));
    unsubscribe();
  }

  async #claimNext(signal: AbortSignal): Promise<void> {
    const releaseSlot = await this.#slots.acquire(signal);
    const claimed = await this.#claim();
    if (claimed === null) {
      releaseSlot();
      await this.#bell.wait(pollMilliseconds, signal);
    } else this.#begin(claimed, releaseSlot);
  }

  /** Null where there is nothing to claim, or the catalog cannot say. */
  async #claim(): Promise<ClaimedIngestion | null> {
    try {
      const request = { owner: this.#owner, now: this.#clock.now(), leaseMilliseconds };
      const claimed = await this.#queue.claim(request);
      this.#queueFails = false;
      return claimed;
    } catch (error) {
      if (!this.#queueFails) this.#logger.error({ error }, 'no ingestion can be claimed; retrying');
      this.#queueFails = true;
      return null;
    }
  }

  #begin(claimed: ClaimedIngestion, releaseSlot: Release): void {
    const work = new AbortController();
    if (this.#stopping.signal.aborted) work.abort(this.#stopping.signal.reason);
    const job = this.#process(claimed, work, releaseSlot).finally(() => this.#jobs.delete(job));
    this.#jobs.set(job, work);
  }

  async #process(claimed: ClaimedIngestion, work: AbortController, releaseSlot: Release): Promise<void> {
    const topic = `ingestion:${claimed.lease.ingestionId}`;
    this.#signals.publish(topic);
    const shared = { queue: this.#queue, signals: this.#signals, clock: this.#clock };
    const stopRenewing = keepLease(shared, claimed.lease, (error) => {
      work.abort(error);
    });
    const reporter = new ProgressReporter(shared, claimed.lease);
    try {
      await this.#run(claimed, reporter, work.signal, releaseSlot);
    } catch (error) {
      await this.#settle(claimed, work.signal.aborted ? work.signal.reason : error);
    } finally {
      reporter.stop();
      stopRenewing();
      releaseSlot();
      this.#signals.publish(topic);
      // The next ingestion of the same document may have waited for the end of this one.
      this.#signals.publish('ingestions');
    }
  }

  /** The slot is given back before the wait for the index, which needs no work of ours. */
  async #run(
    claimed: ClaimedIngestion,
    reporter: ProgressReporter,
    signal: AbortSignal,
    releaseSlot: Release,
  ): Promise<void> {
    await refuseDeadly(this.#queue, claimed.ingestion);
    const prepared = await this.#pipeline.prepare(claimed, reporter, signal);
    const releaseIndexing = await this.#indexing.acquire(signal);
    releaseSlot();
    try {
      await this.#pipeline.complete(claimed, prepared, reporter, signal);
    } finally {
      releaseIndexing();
    }
  }

  async #settle(claimed: ClaimedIngestion, failure: unknown): Promise<void> {
    try {
      if (failure instanceof CancelledError) await this.#giveBack(claimed);
      else if (!(failure instanceof LeaseLostError)) await this.#judge(claimed, failure);
    } catch (error) {
      if (error instanceof LeaseLostError) return;
      const { ingestionId } = claimed.lease;
      this.#logger.error({ ingestionId, error }, 'an ingestion is left until its lease expires');
    }
  }

  #giveBack({ lease }: ClaimedIngestion): Promise<void> {
    return this.#queue.postpone(lease, this.#clock.now(), interrupted);
  }

  async #judge({ lease, ingestion }: ClaimedIngestion, failure: unknown): Promise<void> {
    const attempts = await attemptsSinceRetry(this.#queue, ingestion);
    const verdict = judgeFailure(failure, attempts, this.#random);
    const facts = { ingestionId: lease.ingestionId, attempts: ingestion.attempts, error: failure };
    const now = this.#clock.now();
    if (verdict.kind === 'fail') {
      this.#logger.warn(facts, 'an ingestion failed');
      await this.#queue.finish(lease, { state: 'FAILED', error: verdict.error, now });
    } else {
      this.#logger.warn(facts, 'an ingestion is postponed');
      const notBefore = new Date(now.getTime() + verdict.afterMilliseconds);
      await this.#queue.postpone(lease, notBefore, verdict.error);
    }
  }
}
