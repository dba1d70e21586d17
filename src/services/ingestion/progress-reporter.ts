import type { IngestionProgress, IngestionStage } from '../../domain/ingestion.js';
import type { Clock } from '../../ports/clock.js';
import type { IngestionQueue, Lease } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';

const intervalMilliseconds = 300;

/** Writes an ingestion's progress where those who follow it look, seldom enough to cost nothing. */
export class ProgressReporter {
  readonly #queue: IngestionQueue;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #lease: Lease;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    dependencies: { readonly queue: IngestionQueue; readonly signals: Signals; readonly clock: Clock },
    lease: Lease,
  ) {
    this.#queue = dependencies.queue;
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#lease = lease;
  }

  /** Writes the stage and where it stands. Rejects with LeaseLostError, like `update`. */
  async enter(stage: IngestionStage, progress: IngestionProgress): Promise<void> {
    this.#reportedAt = this.#clock.monotonic();
    await this.#queue.advance(this.#lease, { stage, progress });
    this.#signals.publish(`ingestion:${this.#lease.ingestionId}`);
  }

  /** As `enter`, but passed over where the last one written is younger than 300 ms. */
  async update(stage: IngestionStage, progress: IngestionProgress): Promise<void> {
    const age = this.#clock.monotonic() - this.#reportedAt;
    if (age >= intervalMilliseconds) await this.enter(stage, progress);
  }
}
