import type { IngestionProgress, IngestionStage } from '../../domain/ingestion.js';
import type { Clock } from '../../ports/clock.js';
import type { IngestionQueue, Lease } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';

const intervalMilliseconds = 300;

/** Where an ingestion stands. */
export interface Report {
  readonly stage: IngestionStage;
  readonly progress: IngestionProgress;
}

/**
 * Writes how far an attempt has come where its followers look, seldom enough to cost little: a stage that is
 * over within 300 ms may go unreported, one that lasts is told 300 ms after the last report at the latest.
 */
export class ProgressReporter {
  readonly #queue: IngestionQueue;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #lease: Lease;
  /** The claim itself was a report. */
  #writtenAt: number;
  #pending: Report | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(
    dependencies: { readonly queue: IngestionQueue; readonly signals: Signals; readonly clock: Clock },
    lease: Lease,
  ) {
    this.#queue = dependencies.queue;
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#lease = lease;
    this.#writtenAt = dependencies.clock.monotonic();
  }

  /** Writes it now or soon; a later report may replace it before. Rejects as `write` does. */
  async report(stage: IngestionStage, progress: IngestionProgress): Promise<void> {
    const wait = this.#writtenAt + intervalMilliseconds - this.#clock.monotonic();
    if (wait <= 0) {
      await this.write(stage, progress);
      return;
    }
    this.#pending = { stage, progress };
    this.#cancelTimer ??= this.#clock.after(wait, () => {
      this.#writePending();
    });
  }

  /** Resolves once it is written for good. Rejects with LeaseLostError or UnavailableError. */
  async write(stage: IngestionStage, progress: IngestionProgress): Promise<void> {
    this.stop();
    this.#writtenAt = this.#clock.monotonic();
    await this.#queue.advance(this.#lease, { stage, progress });
    this.#signals.publish(`ingestion:${this.#lease.ingestionId}`);
  }

  /** Drops what was not written. */
  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#pending = null;
  }

  #writePending(): void {
    if (this.#pending === null) return;
    const { stage, progress } = this.#pending;
    // What it fails with, the attempt meets at its own next write.
    this.write(stage, progress).catch(() => undefined);
  }
}
