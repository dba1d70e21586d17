import type { ChunkId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { IndexableChunk, IndexOutbox } from '../../ports/index-outbox.js';
import type { IndexEntry, IndexPartition, SearchIndex } from '../../ports/search-index.js';
import { giveWay } from '../concurrency/give-way.js';

/** Chunks in one commit: enough to make commits rare, few enough to hold in memory with their vectors. */
export const commitChunks = 2000;

export interface IndexWriterDependencies {
  readonly outbox: IndexOutbox;
  readonly index: SearchIndex;
  readonly analyze: (text: string) => readonly string[];
  readonly clock: Clock;
}

/**
 * Brings one partition's rows to what the catalog says of them now. Calls must not overlap. An abort is
 * heeded between commits.
 */
export class IndexWriter {
  readonly #dependencies: IndexWriterDependencies;
  readonly #partition: IndexPartition;

  constructor(dependencies: IndexWriterDependencies, partition: IndexPartition) {
    this.#dependencies = dependencies;
    this.#partition = partition;
  }

  /**
   * Writes `chunkIds` as they are now, removes those that no longer belong, and leaves the partition at
   * `to`; until the last commit it stays at `from`, so that after a crash in between all is done again.
   */
  async follow(
    chunkIds: readonly ChunkId[],
    sequence: { readonly from: number; readonly to: number },
    signal: AbortSignal,
  ): Promise<void> {
    let rest = chunkIds;
    while (rest.length > commitChunks) {
      await this.#write(rest.slice(0, commitChunks), sequence.from);
      rest = rest.slice(commitChunks);
      signal.throwIfAborted();
    }
    await this.#write(rest, sequence.to);
  }

  /** Empties the partition and fills it from the catalog; resolves to how many chunks it holds then. */
  async rebuild(sequence: number, signal: AbortSignal): Promise<number> {
    await this.#dependencies.index.drop(this.#partition);
    let written = 0;
    for await (const chunks of this.#pages()) {
      signal.throwIfAborted();
      await this.#apply(chunks, [], 0);
      written += chunks.length;
    }
    await this.#apply([], [], sequence);
    return written;
  }

  async *#pages(): AsyncGenerator<readonly IndexableChunk[]> {
    const { outbox } = this.#dependencies;
    let after: ChunkId | null = null;
    do {
      const page: readonly IndexableChunk[] = await outbox.scan(
        this.#partition.collectionId,
        after,
        commitChunks,
      );
      if (page.length > 0) yield page;
      after = page.at(-1)?.chunkId ?? null;
    } while (after !== null);
  }

  async #write(chunkIds: readonly ChunkId[], sequence: number): Promise<void> {
    const chunks = await this.#dependencies.outbox.describe(this.#partition.collectionId, chunkIds);
    const staying = new Set(chunks.map((chunk) => chunk.chunkId));
    const leaving = chunkIds.filter((id) => !staying.has(id));
    await this.#apply(chunks, leaving, sequence);
  }

  async #apply(
    chunks: readonly IndexableChunk[],
    deletes: readonly ChunkId[],
    sequence: number,
  ): Promise<void> {
    const upserts = await this.#analyzed(chunks);
    await this.#dependencies.index.apply(this.#partition, { upserts, deletes, sequence });
  }

  async #analyzed(chunks: readonly IndexableChunk[]): Promise<IndexEntry[]> {
    const { analyze, clock } = this.#dependencies;
    const pause = giveWay(clock);
    const entries: IndexEntry[] = [];
    for (const { embeddedText, ...facts } of chunks) {
      entries.push({ ...facts, tokens: analyze(embeddedText) });
      await pause();
    }
    return entries;
  }
}
