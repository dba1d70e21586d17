import { createHash } from 'node:crypto';

import type { AccessFilter } from '../../src/domain/access-filter.js';
import type { Collection } from '../../src/domain/collection.js';
import {
  makeId,
  type ChunkId,
  type CollectionId,
  type ContentHash,
  type DocumentId,
  type IngestionId,
  type TenantId,
} from '../../src/domain/ids.js';
import type { DocumentDraft } from '../../src/domain/ingestion.js';
import type { Metadata } from '../../src/domain/metadata.js';
import type { Catalog } from '../../src/ports/catalog.js';
import type { ClaimedIngestion, Lease, StagedChunk, StagedVersion } from '../../src/ports/ingestion-queue.js';
import { compileAccess, defaultPrincipal } from '../../src/services/access/compile-access.js';

/** A document as a test hands it in: each paragraph is a chunk. */
export interface Source {
  readonly externalId: string;
  readonly paragraphs: readonly string[];
  readonly title?: string | null;
  readonly uri?: string | null;
  readonly mediaType?: string | null;
  readonly metadata?: Metadata;
  readonly access?: readonly string[];
  /** Metadata that the version has in place of what was handed in. */
  readonly completed?: Metadata;
}

/** A version that became current. */
export interface Published {
  readonly documentId: DocumentId;
  readonly ingestionId: IngestionId;
  readonly version: number;
  readonly chunkIds: readonly ChunkId[];
  /** What `publish` resolved to. */
  readonly sequence: number;
}

/** Everyone of the default tenant, without a group. */
export const everyone: AccessFilter = accessOf([]);

export function accessOf(groups: readonly string[], tenant = 'default'): AccessFilter {
  return compileAccess({ ...defaultPrincipal, tenant: tenant as TenantId, groups });
}

/** The length of every vector here. */
export const dimensions = 4;

/** A vector that says which text it belongs to; its bytes are not those of any other text here. */
export function vectorOf(text: string): Float32Array {
  const bytes = createHash('sha256').update(text).digest();
  return Float32Array.from({ length: dimensions }, (_, at) => bytes.readInt16LE(at * 2) / 32768);
}

export function hashOf(text: string): ContentHash {
  return createHash('sha256').update(text).digest('hex') as ContentHash;
}

/** `seconds` after the scenario's beginning. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
}

/** Chunks as the ingestion makes them, one a paragraph, in a text that joins the paragraphs. */
export function stagedVersion(
  documentId: DocumentId,
  { paragraphs, title = null, mediaType = null, completed }: Source,
): StagedVersion {
  const occurrences = new Map<string, number>();
  let offset = 0;
  const chunks = paragraphs.map((text, ordinal): StagedChunk => {
    const embeddedText = title === null ? text : `${title}\n\n${text}`;
    const embeddedHash = hashOf(embeddedText);
    const occurrence = occurrences.get(embeddedHash) ?? 0;
    occurrences.set(embeddedHash, occurrence + 1);
    const unique = hashOf(JSON.stringify([documentId, embeddedHash, occurrence])).slice(0, 32);
    const span = { start: offset, end: offset + text.length };
    offset = span.end + 2;
    const headingPath = title === null ? [] : [title];
    return {
      id: makeId('chunk', unique),
      ordinal,
      text,
      span,
      headingPath,
      page: null,
      embeddedText,
      embeddedHash,
    };
  });
  const text = paragraphs.join('\n\n');
  const staged = { title, mediaType: mediaType ?? 'text/plain', text, chunks };
  return completed === undefined ? staged : { ...staged, metadata: completed };
}

/** Drives one catalog through the lives of documents, at a time that moves one second with every step. */
export class CatalogScenario {
  #seconds = 0;
  #lastId = 0;

  constructor(readonly catalog: Catalog) {}

  now(): Date {
    this.#seconds += 1;
    return at(this.#seconds);
  }

  /** The unique part of an id; later ones sort after earlier ones. */
  unique(): string {
    this.#lastId += 1;
    return String(this.#lastId).padStart(6, '0');
  }

  collectionNamed(name: string, options: { tenant?: string; fingerprint?: string } = {}): Collection {
    return {
      id: makeId('collection', this.unique()),
      tenant: (options.tenant ?? 'default') as TenantId,
      name,
      description: null,
      metadataSchema: [{ name: 'year', type: 'NUMBER', description: 'of publication' }],
      chunking: { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 },
      embedding: {
        provider: 'test',
        model: 'hash',
        dimensions,
        fingerprint: options.fingerprint ?? 'test-hash-1',
      },
      createdAt: this.now(),
    };
  }

  async collection(name = 'default', options: { tenant?: string; fingerprint?: string } = {}) {
    const collection = this.collectionNamed(name, options);
    await this.catalog.collections.create(collection);
    return collection;
  }

  async accept(collection: Collection, sources: readonly Source[], now: Date = this.now()) {
    return this.catalog.ingestions.accept({
      tenant: collection.tenant,
      collectionId: collection.id,
      documents: sources.map((source) => ({
        ingestionId: makeId('ingestion', this.unique()),
        documentId: makeId('document', this.unique()),
        draft: draftOf(source),
      })),
      now,
    });
  }

  /** Claims what is due; there must be something. */
  async claim(now: Date = this.now()): Promise<ClaimedIngestion> {
    const claimed = await this.catalog.ingestions.claim({ owner: 'test', now, leaseMilliseconds: 60_000 });
    if (claimed === null) throw new Error('there is nothing to claim');
    return claimed;
  }

  /** Accepts a version, claims it and stages it. */
  async stage(collection: Collection, source: Source) {
    await this.accept(collection, [source]);
    return this.stageNext(source);
  }

  /** Claims what is due and stages it. */
  async stageNext(source: Source) {
    const { lease, ingestion } = await this.claim();
    const staged = stagedVersion(ingestion.documentId, source);
    const version = await this.catalog.ingestions.stage(lease, staged);
    return { lease, ingestion, staged, version };
  }

  /** Gives every text of the staged version that lacks one a vector. */
  async embed(lease: Lease): Promise<number> {
    const { missing } = await this.catalog.ingestions.unembedded(lease, 10_000);
    await this.catalog.ingestions.putVectors(
      lease,
      missing.map(({ embeddedHash, embeddedText }) => ({ embeddedHash, vector: vectorOf(embeddedText) })),
    );
    return missing.length;
  }

  /** The whole life of a version, from accepted to SUCCEEDED. */
  async publish(collection: Collection, source: Source): Promise<Published> {
    await this.accept(collection, [source]);
    return this.publishNext(source);
  }

  /** The life of the version that is due, from claimed to SUCCEEDED. */
  async publishNext(source: Source): Promise<Published> {
    const { ingestions } = this.catalog;
    const { lease, ingestion, staged, version } = await this.stageNext(source);
    await this.embed(lease);
    await ingestions.announce(lease);
    const sequence = await ingestions.publish(lease, this.now());
    await ingestions.finish(lease, { state: 'SUCCEEDED', now: this.now() });
    const chunkIds = staged.chunks.map(({ id }) => id);
    return { documentId: ingestion.documentId, ingestionId: ingestion.id, version, chunkIds, sequence };
  }

  async publishAll(collection: Collection, sources: readonly Source[]): Promise<Published[]> {
    const published: Published[] = [];
    for (const source of sources) published.push(await this.publish(collection, source));
    return published;
  }

  async delete(documentIds: readonly DocumentId[], access: AccessFilter = everyone) {
    const id = makeId('deletion', this.unique());
    return this.catalog.deletions.begin(access, { id, documentIds, now: this.now() });
  }

  /** Every chunk id of the outbox after `sequence`. */
  async outboxAfter(collectionId: CollectionId, sequence: number): Promise<ChunkId[]> {
    const entries = await this.catalog.outbox.read(collectionId, sequence, 1000);
    return entries.flatMap(({ chunkIds }) => [...chunkIds]);
  }

  /** The ids of all chunks that belong in the index, read page by page. */
  async indexMembers(collectionId: CollectionId, pageSize = 3): Promise<ChunkId[]> {
    const members: ChunkId[] = [];
    for (;;) {
      const page = await this.catalog.outbox.scan(collectionId, members.at(-1) ?? null, pageSize);
      members.push(...page.map(({ chunkId }) => chunkId));
      if (page.length < pageSize) return members;
    }
  }

  /** The chunk ids that readers who read the epoch now are let through to, of those asked for. */
  async joined(
    collection: Collection,
    chunkIds: readonly ChunkId[],
    { epoch, access = everyone }: { epoch?: number; access?: AccessFilter } = {},
  ): Promise<ChunkId[]> {
    const request = {
      collectionId: collection.id,
      epoch: epoch ?? (await this.catalog.collections.epoch(collection.id)),
      chunkIds,
    };
    const rows = await this.catalog.documents.join(access, request);
    return rows.map(({ chunk }) => chunk.id).sort();
  }
}

function draftOf(source: Source): DocumentDraft {
  const text = source.paragraphs.join('\n\n');
  return {
    externalId: source.externalId,
    title: source.title ?? null,
    uri: source.uri ?? null,
    mediaType: source.mediaType ?? null,
    metadata: source.metadata ?? {},
    access: source.access ?? [],
    contentHash: hashOf(text),
    byteLength: Buffer.byteLength(text),
  };
}
