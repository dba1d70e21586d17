import { defaultChunking, type Collection } from '../../src/domain/collection.js';
import type { Chunk, Document } from '../../src/domain/document.js';
import { makeId, type ContentHash, type TenantId } from '../../src/domain/ids.js';
import { noProgress, type Ingestion } from '../../src/domain/ingestion.js';

const tenant = 'default' as TenantId;
const then = new Date('2026-01-02T03:04:05.000Z');

export function sampleCollection(name: string, changes: Partial<Collection> = {}): Collection {
  return {
    id: makeId('collection', name),
    tenant,
    name,
    description: null,
    metadataSchema: [{ name: 'year', type: 'NUMBER', description: 'of publication' }],
    chunking: defaultChunking,
    embedding: { provider: 'local', model: 'tiny', dimensions: 4, fingerprint: 'tiny-4' },
    createdAt: then,
    ...changes,
  };
}

export function sampleDocument(unique: string, changes: Partial<Document> = {}): Document {
  return {
    id: makeId('document', unique),
    tenant,
    collectionId: makeId('collection', 'default'),
    externalId: `${unique}.md`,
    title: `Title of ${unique}`,
    uri: null,
    mediaType: 'text/markdown',
    metadata: { year: 1999 },
    access: [],
    version: 1,
    contentHash: '0'.repeat(64) as ContentHash,
    state: 'READY',
    chunkCount: 1,
    textLength: 3_000_000_000,
    createdAt: then,
    updatedAt: then,
    ...changes,
  };
}

export function sampleChunk(unique: string, document: Document): Chunk {
  return {
    id: makeId('chunk', unique),
    documentId: document.id,
    ordinal: 0,
    text: `text of ${unique}`,
    span: { start: 10, end: 18 + unique.length },
    headingPath: ['One', 'Two'],
    page: null,
  };
}

export function sampleIngestion(unique: string, changes: Partial<Ingestion> = {}): Ingestion {
  return {
    id: makeId('ingestion', unique),
    tenant,
    collectionId: makeId('collection', 'default'),
    documentId: makeId('document', unique),
    externalId: `${unique}.md`,
    state: 'QUEUED',
    stage: null,
    attempts: 0,
    progress: noProgress,
    error: null,
    createdAt: then,
    finishedAt: null,
    ...changes,
  };
}
