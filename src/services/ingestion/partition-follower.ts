import { CancelledError } from '../../domain/errors.js';
import type { ChunkId } from '../../domain/ids.js';
import type { OutboxEntry } from '../../ports/index-outbox.js';
import type { Logger } from '../../ports/logger.js';
import type { IndexPartition } from '../../ports/search-index.js';
import { Doorbell } from '../concurrency/doorbell.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';
import { Semaphore } from '../concurrency/semaphore.js';
import { CommitPacer } from './commit-pacer.js';
import { commitChunks, IndexWriter, type IndexWriterDependencies } from './index-writer.js';
import { SequenceWaiters } from './sequence-waiters.js';

const entriesPerRead = 256;
/** So many chunks are worth a commit of their own, whatever the pace. */
const eagerChunks = 1000;
const paceMilliseconds = 250;
const burstCommits = 4;
const idleMilliseconds = 5000;
const commitsBetweenTidying = 50;
const firstRetryMilliseconds = 250;
const longestRetryMilliseconds = 30_000;

export interface FollowerDependencies extends IndexWriterDependencies {
  readonly logger: Logger;
}

/** What a look at the outbox came to: nothing to do, or when to look again. */
type Look = { readonly kind: 'idle' } | { readonly kind: 'again'; readonly afterMilliseconds: number };

/** Keeps one partition of the index up with the catalog, as the partition's only writer. */
export class PartitionFollower {
  readonly #dependencies: FollowerDependencies;
  readonly #partition: IndexPartition;
  readonly #writer: IndexWriter;
  readonly #pacer: CommitPacer;
  readonly #bell: Doorbell;
  readonly #turns = new Semaphore(1);
  readonly #waiters = new SequenceWaiters();
  readonly #stopping = new AbortController();
  /** What the partition is known to hold; null until it was asked, and again after a failure. */
  #applied: number | null = null;
  #untidyCommits = 0;
  #failures = 0;
  #lag = 0;
  #caughtUp: Promise<void> | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: FollowerDependencies, partition: IndexPartition) {
    this.#dependencies = dependencies;
    this.#partition = partition;
    this.#writer = new IndexWriter(dependencies, partition);
    this.#bell = new Doorbell(dependencies);
    this.#pacer = new CommitPacer({
      clock: dependencies.clock,
      intervalMilliseconds: paceMilliseconds,
      burst: burstCommits,
    });
  }

  /** Outbox entries found waiting at the last look, at most 256. */
  get lag(): number {
    return this.#lag;
  }

  /** Begins to follow; resolves once all that waits by now is applied, or the first try has failed. */
  start(): Promise<void> {
    this.#caughtUp ??= new Promise((resolve) => {
      this.#running = this.#run(resolve);
    });
    return this.#caughtUp;
  }

  /** Ends after the commit under way, if any; who still waits is told CancelledError. */
  async stop(): Promise<void> {
    const reason = new CancelledError('the index projector was stopped');
    this.#stopping.abort(reason);
    this.#waiters.reject(reason);
    await this.#running;
  }

  wake(): void {
    this.#bell.ring();
  }

  /** Resolves once the partition holds what the catalog wrote for it up to `sequence`, already given out. */
  async follow(sequence: number, signal: AbortSignal): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    signal.throwIfAborted();
    if (sequence <= (this.#applied ?? 0)) return;
    const reached = this.#waiters.wait(sequence, signal);
    this.#bell.ring();
    await reached;
  }

  /** Fills the partition anew; resolves to how many chunks it holds then. */
  async rebuild(): Promise<number> {
    const { chunks } = await this.#inTurn(() => this.#rebuild());
    return chunks;
  }

  async #run(caughtUp: () => void): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const look = await this.#lookInTurn();
      if (look.kind === 'idle' || this.#failures > 0) caughtUp();
      await this.#restAfter(look, signal).catch(ignoreOnceAborted(signal));
    }
    caughtUp();
  }

  async #lookInTurn(): Promise<Look> {
    try {
      const look = await this.#inTurn(() => this.#look());
      this.#noteSuccess();
      return look;
    } catch (error) {
      return { kind: 'again', afterMilliseconds: this.#noteFailure(error) };
    }
  }

  async #look(): Promise<Look> {
    const letPresentGoOn = this.#waiters.present();
    const applied = await this.#open();
    const { collectionId } = this.#partition;
    const entries = await this.#dependencies.outbox.read(collectionId, applied, entriesPerRead);
    this.#lag = entries.length;
    if (entries.length === 0) {
      // Their sequence may belong to another collection: nothing of this one is left before it.
      letPresentGoOn();
      return { kind: 'idle' };
    }
    const afterMilliseconds = isEager(entries) ? 0 : this.#pacer.delay();
    if (afterMilliseconds === 0) await this.#commit(batchOf(entries), applied);
    return { kind: 'again', afterMilliseconds };
  }

  /** Resolves to what the partition holds; where that cannot be caught up from the outbox, rebuilds it. */
  async #open(): Promise<number> {
    if (this.#applied !== null) return this.#applied;
    const { outbox, index } = this.#dependencies;
    const { collectionId } = this.#partition;
    const applied = await index.appliedSequence(this.#partition);
    const isBehind = applied < (await outbox.prunedThrough(collectionId));
    const isForeign = applied > (await outbox.head(collectionId));
    if (isBehind || isForeign) return (await this.#rebuild()).sequence;
    this.#reach(applied);
    return applied;
  }

  async #rebuild(): Promise<{ readonly chunks: number; readonly sequence: number }> {
    this.#applied = null;
    // Read before the scan: what changes while it goes on is in the outbox after this.
    const sequence = await this.#dependencies.outbox.head(this.#partition.collectionId);
    const chunks = await this.#writer.rebuild(sequence, this.#stopping.signal);
    this.#reach(sequence);
    this.#untidyCommits += 1;
    return { chunks, sequence };
  }

  async #commit(entries: readonly OutboxEntry[], applied: number): Promise<void> {
    const to = entries.at(-1)?.sequence ?? applied;
    await this.#writer.follow(chunksOf(entries), { from: applied, to }, this.#stopping.signal);
    this.#pacer.note();
    this.#reach(to);
    this.#untidyCommits += 1;
    if (this.#untidyCommits >= commitsBetweenTidying) await this.#tidyUp(to);
  }

  #reach(sequence: number): void {
    this.#applied = sequence;
    this.#waiters.reached(sequence);
  }

  async #restAfter(look: Look, signal: AbortSignal): Promise<void> {
    if (look.kind === 'again') {
      if (look.afterMilliseconds > 0) await this.#dependencies.clock.sleep(look.afterMilliseconds, signal);
      return;
    }
    const rung = await this.#bell.wait(idleMilliseconds, signal);
    if (!rung && this.#untidyCommits > 0) await this.#inTurn(() => this.#tidyUp(this.#applied ?? 0));
  }

  /**
   * Drops what the index has applied from the outbox and lets the index put itself in order. What fails
   * here is tried again after the next commits; searches do not depend on it.
   */
  async #tidyUp(applied: number): Promise<void> {
    this.#untidyCommits = 0;
    try {
      await this.#dependencies.outbox.prune(this.#partition.collectionId, applied);
      await this.#dependencies.index.maintain(this.#partition);
    } catch (error) {
      this.#log('warn', 'the index could not be tidied', error);
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await this.#turns.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }

  #noteSuccess(): void {
    if (this.#failures > 0) this.#log('info', 'the index follows the catalog again');
    this.#failures = 0;
  }

  /** Returns how many milliseconds to wait before the next try. */
  #noteFailure(error: unknown): number {
    if (this.#stopping.signal.aborted) return 0;
    this.#applied = null;
    if (this.#failures === 0) this.#log('error', 'the index does not follow the catalog; retrying', error);
    this.#failures += 1;
    return Math.min(firstRetryMilliseconds * 2 ** (this.#failures - 1), longestRetryMilliseconds);
  }

  #log(level: 'info' | 'warn' | 'error', message: string, error?: unknown): void {
    const { collectionId } = this.#partition;
    this.#dependencies.logger[level](
      error === undefined ? { collectionId } : { collectionId, error },
      message,
    );
  }
}

function isEager(entries: readonly OutboxEntry[]): boolean {
  return entries.length === entriesPerRead || chunksOf(entries).length >= eagerChunks;
}

/** The entries from the first on that make one commit; one that is too large comes alone. */
function batchOf(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  let chunks = 0;
  const end = entries.findIndex((entry) => (chunks += entry.chunkIds.length) > commitChunks);
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
}

function chunksOf(entries: readonly OutboxEntry[]): readonly ChunkId[] {
  return [...new Set(entries.flatMap((entry) => entry.chunkIds))];
}
