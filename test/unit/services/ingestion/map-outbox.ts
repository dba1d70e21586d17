import type { ChunkId, CollectionId, DocumentId, TenantId } from '../../../../src/domain/ids.js';
import type { IndexableChunk, IndexOutbox, OutboxEntry } from '../../../../src/ports/index-outbox.js';

/** An outbox without a catalog: chunks come and go as a test says. */
export class MapOutbox implements IndexOutbox {
  #sequence = 0;
  #entries: OutboxEntry[] = [];
  readonly #chunks = new Map<CollectionId, Set<ChunkId>>();
  readonly #heads = new Map<CollectionId, number>();
  readonly #pruned = new Map<CollectionId, number>();

  /** So many new chunks in one entry; returns its sequence. */
  put(collectionId: CollectionId, count: number): number {
    const chunks = this.#chunksOf(collectionId);
    const chunkIds = Array.from({ length: count }, (_, at) => chunkId(this.#sequence + 1, at));
    for (const id of chunkIds) chunks.add(id);
    return this.#append(collectionId, chunkIds);
  }

  removeAll(collectionId: CollectionId): number {
    const chunkIds = [...this.#chunksOf(collectionId)];
    this.#chunksOf(collectionId).clear();
    return this.#append(collectionId, chunkIds);
  }

  /** What the index must hold, sorted. */
  expected(collectionId: CollectionId): readonly ChunkId[] {
    return [...this.#chunksOf(collectionId)].sort();
  }

  read(collectionId: CollectionId, sequence: number, limit: number): Promise<readonly OutboxEntry[]> {
    const waiting = this.#entries.filter(
      (entry) => entry.collectionId === collectionId && entry.sequence > sequence,
    );
    return Promise.resolve(waiting.slice(0, limit));
  }

  describe(collectionId: CollectionId, chunkIds: readonly ChunkId[]): Promise<readonly IndexableChunk[]> {
    const chunks = this.#chunksOf(collectionId);
    return Promise.resolve(chunkIds.filter((id) => chunks.has(id)).map(toIndexable));
  }

  scan(collectionId: CollectionId, after: ChunkId | null, limit: number): Promise<readonly IndexableChunk[]> {
    const rest = this.expected(collectionId).filter((id) => after === null || id > after);
    return Promise.resolve(rest.slice(0, limit).map(toIndexable));
  }

  head(collectionId: CollectionId): Promise<number> {
    return Promise.resolve(this.#heads.get(collectionId) ?? 0);
  }

  prunedThrough(collectionId: CollectionId): Promise<number> {
    return Promise.resolve(this.#pruned.get(collectionId) ?? 0);
  }

  prune(collectionId: CollectionId, sequence: number): Promise<void> {
    this.#pruned.set(collectionId, sequence);
    this.#entries = this.#entries.filter(
      (entry) => entry.collectionId !== collectionId || entry.sequence > sequence,
    );
    return Promise.resolve();
  }

  #append(collectionId: CollectionId, chunkIds: readonly ChunkId[]): number {
    this.#sequence += 1;
    this.#entries.push({ sequence: this.#sequence, collectionId, chunkIds });
    this.#heads.set(collectionId, this.#sequence);
    return this.#sequence;
  }

  #chunksOf(collectionId: CollectionId): Set<ChunkId> {
    const chunks = this.#chunks.get(collectionId) ?? new Set();
    this.#chunks.set(collectionId, chunks);
    return chunks;
  }
}

function chunkId(sequence: number, at: number): ChunkId {
  return `chk_${String(sequence).padStart(4, '0')}x${String(at).padStart(5, '0')}` as ChunkId;
}

function toIndexable(id: ChunkId): IndexableChunk {
  return {
    chunkId: id,
    documentId: 'doc_1' as DocumentId,
    tenant: 'default' as TenantId,
    access: [],
    facts: {
      externalId: 'one',
      title: null,
      uri: null,
      mediaType: 'text/plain',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      metadata: {},
    },
    embeddedText: `text of ${id}`,
    vector: Float32Array.of(1, 0),
  };
}
