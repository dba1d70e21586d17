import type { IngestionProgress } from '../../domain/ingestion.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { ClaimedIngestion, IngestionQueue } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';
import { embedVersion } from './embed-version.js';
import type { IndexProjector } from './index-projector.js';
import type { ProgressReporter } from './progress-reporter.js';
import { stageVersion, type StagingDependencies } from './stage-version.js';

export interface PipelineDependencies extends Omit<StagingDependencies, 'queue'> {
  readonly catalog: Catalog;
  readonly projector: IndexProjector;
  readonly signals: Signals;
  readonly clock: Clock;
}

/**
 * What is left to do once the costly stages are behind: nothing (`unchanged`), to index the staged
 * version (`staged`), or to see an attempt through that died after its flip (`published`).
 */
export type Prepared =
  | { readonly kind: 'unchanged' | 'published' }
  | { readonly kind: 'staged'; readonly progress: IngestionProgress };

/**
 * The stages of one claimed ingestion, each taking up what earlier attempts left in the catalog. They
 * reject with the signal's reason once it aborts, with LeaseLostError where another worker has taken
 * over, else with what went wrong.
 */
export class IngestionPipeline {
  readonly #dependencies: PipelineDependencies & { readonly queue: IngestionQueue };
  readonly #queue: IngestionQueue;

  constructor(dependencies: PipelineDependencies) {
    this.#queue = dependencies.catalog.ingestions;
    this.#dependencies = { ...dependencies, queue: this.#queue };
  }

  /** LOAD, CHUNK and EMBED: afterwards a version is staged and all its vectors are stored. */
  async prepare(
    claimed: ClaimedIngestion,
    reporter: ProgressReporter,
    signal: AbortSignal,
  ): Promise<Prepared> {
    if (claimed.published) return { kind: 'published' };
    if (await this.#queue.isUnchanged(claimed.lease)) return { kind: 'unchanged' };
    if (claimed.stagedVersion === null) await stageVersion(this.#dependencies, claimed, reporter, signal);
    signal.throwIfAborted();
    return { kind: 'staged', progress: await embedVersion(this.#dependencies, claimed, reporter, signal) };
  }

  /** INDEX: the staged version becomes searchable, then current; the ingestion ends. */
  async complete(
    claimed: ClaimedIngestion,
    prepared: Prepared,
    reporter: ProgressReporter,
    signal: AbortSignal,
  ): Promise<void> {
    if (prepared.kind === 'staged') await this.#publish(claimed, prepared.progress, reporter, signal);
    if (prepared.kind === 'published')
      await this.#project(claimed, await this.#lastSequence(claimed), signal);
    const state = prepared.kind === 'unchanged' ? 'UNCHANGED' : 'SUCCEEDED';
    await this.#queue.finish(claimed.lease, { state, now: this.#dependencies.clock.now() });
  }

  async #publish(
    claimed: ClaimedIngestion,
    progress: IngestionProgress,
    reporter: ProgressReporter,
    signal: AbortSignal,
  ): Promise<void> {
    await reporter.report('INDEX', progress);
    // New chunks are in the index before the flip, so that no reader finds the document without them.
    await this.#project(claimed, await this.#queue.announce(claimed.lease), signal);
    // Before the flip: an attempt that only sees this one's end through reports no more.
    await reporter.write('INDEX', { ...progress, chunksIndexed: progress.chunksTotal });
    const sequence = await this.#queue.publish(claimed.lease, this.#dependencies.clock.now());
    await this.#project(claimed, sequence, signal);
  }

  async #project({ collection }: ClaimedIngestion, sequence: number, signal: AbortSignal): Promise<void> {
    this.#dependencies.signals.publish('outbox');
    await this.#dependencies.projector.follow(collection.id, sequence, signal);
  }

  #lastSequence({ collection }: ClaimedIngestion): Promise<number> {
    return this.#dependencies.catalog.outbox.head(collection.id);
  }
}
