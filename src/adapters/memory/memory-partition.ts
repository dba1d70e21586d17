import { isVisible } from '../../domain/access-filter.js';
import { matchesFilter } from '../../domain/filter.js';
import type { ChunkId } from '../../domain/ids.js';
import type {
  IndexBatch,
  IndexEntry,
  IndexHit,
  IndexPartition,
  IndexQuery,
} from '../../ports/search-index.js';
import { InvertedIndex } from './inverted-index.js';
import { TopHits } from './top-hits.js';
import { VectorBlock } from './vector-block.js';

/** What is kept of an entry beside its vector and its tokens. */
type Row = Pick<IndexEntry, 'chunkId' | 'documentId' | 'tenant' | 'access' | 'facts'>;

/** One collection's chunks, each in a numbered slot; slots that fall free are used again. */
export class MemoryPartition {
  readonly #dimensions: number;
  readonly #rows = new Map<number, Row>();
  readonly #slots = new Map<ChunkId, number>();
  readonly #freeSlots: number[] = [];
  readonly #vectors: VectorBlock;
  readonly #words = new InvertedIndex();
  #sequence = 0;

  constructor({ dimensions }: IndexPartition) {
    this.#dimensions = dimensions;
    this.#vectors = new VectorBlock(dimensions);
  }

  get sequence(): number {
    return this.#sequence;
  }

  get chunkIds(): readonly ChunkId[] {
    return [...this.#slots.keys()];
  }

  has(chunkId: ChunkId): boolean {
    return this.#slots.has(chunkId);
  }

  apply(batch: IndexBatch): void {
    const misfit = batch.upserts.find((entry) => entry.vector.length !== this.#dimensions);
    if (misfit !== undefined) throw new RangeError(`the vector of ${misfit.chunkId} has another length`);
    for (const chunkId of batch.deletes) this.#remove(chunkId);
    for (const entry of batch.upserts) {
      this.#remove(entry.chunkId);
      this.#add(entry);
    }
    this.#sequence = batch.sequence;
  }

  dense(query: IndexQuery & { readonly vector: Float32Array }): readonly IndexHit[] {
    const top = new TopHits(query.limit);
    const matches = matcher(query);
    for (const [slot, row] of this.#rows) {
      if (matches(row)) top.offer(hit(row, this.#vectors.dot(slot, query.vector)));
    }
    return top.best();
  }

  keyword(query: IndexQuery & { readonly tokens: readonly string[] }): readonly IndexHit[] {
    const top = new TopHits(query.limit);
    const matches = matcher(query);
    for (const [slot, score] of this.#words.score(query.tokens)) {
      const row = this.#rows.get(slot);
      if (row !== undefined && matches(row)) top.offer(hit(row, score));
    }
    return top.best();
  }

  #add({ vector, tokens, ...row }: IndexEntry): void {
    const slot = this.#freeSlots.pop() ?? this.#rows.size;
    this.#slots.set(row.chunkId, slot);
    this.#rows.set(slot, row);
    this.#vectors.set(slot, vector);
    this.#words.add(slot, tokens);
  }

  #remove(chunkId: ChunkId): void {
    const slot = this.#slots.get(chunkId);
    if (slot === undefined) return;
    this.#slots.delete(chunkId);
    this.#rows.delete(slot);
    this.#words.remove(slot);
    this.#freeSlots.push(slot);
  }
}

function matcher({ access, within, filter }: IndexQuery): (row: Row) => boolean {
  const documents = within === null ? null : new Set(within);
  return (row) =>
    isVisible(access, row.tenant, row.access) &&
    (documents === null || documents.has(row.documentId)) &&
    (filter === null || matchesFilter(filter, row.facts));
}

function hit(row: Row, score: number): IndexHit {
  return { chunkId: row.chunkId, documentId: row.documentId, score };
}
