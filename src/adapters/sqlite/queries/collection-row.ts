import type { ChunkingOptions, Collection, EmbeddingModel } from '../../../domain/collection.js';
import type { CollectionId, TenantId } from '../../../domain/ids.js';
import type { MetadataField } from '../../../domain/metadata.js';
import type { CollectionRow } from '../schema/tables.js';

export function toCollection(row: CollectionRow): Collection {
  return {
    id: row.id as CollectionId,
    tenant: row.tenant as TenantId,
    name: row.name,
    description: row.description,
    metadataSchema: JSON.parse(row.metadata_schema) as MetadataField[],
    chunking: JSON.parse(row.chunking) as ChunkingOptions,
    embedding: JSON.parse(row.embedding) as EmbeddingModel,
    createdAt: new Date(row.created_at),
  };
}

export function fromCollection(collection: Collection): CollectionRow {
  return {
    id: collection.id,
    tenant: collection.tenant,
    name: collection.name,
    description: collection.description,
    metadata_schema: JSON.stringify(collection.metadataSchema),
    chunking: JSON.stringify(collection.chunking),
    embedding: JSON.stringify(collection.embedding),
    model: collection.embedding.fingerprint,
    created_at: collection.createdAt.toISOString(),
    epoch: 0,
    outbox_head: 0,
    outbox_pruned: 0,
    deleted_at: null,
  };
}
