import type { CollectionId, TenantId } from './ids.js';
import type { MetadataField } from './metadata.js';

export type ChunkingStrategy = 'RECURSIVE' | 'MARKDOWN' | 'SENTENCE' | 'CODE' | 'PARENT_CHILD';

/** Sizes in the embedder's own tokens. */
export interface ChunkingOptions {
  readonly strategy: ChunkingStrategy;
  readonly maxTokens: number;
  readonly overlapTokens: number;
}

export const defaultChunking: ChunkingOptions = { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 };

/** What vectors were made with. Vectors of different `fingerprint`s are never compared or mixed. */
export interface EmbeddingModel {
  readonly provider: string;
  readonly model: string;
  readonly dimensions: number;
  /** Names the weights, pooling, truncation and quantisation: equal fingerprints give equal vectors. */
  readonly fingerprint: string;
}

/** A tenant's set of documents that share one metadata schema, one chunking and one embedding model. */
export interface Collection {
  readonly id: CollectionId;
  readonly tenant: TenantId;
  readonly name: string;
  readonly description: string | null;
  readonly metadataSchema: readonly MetadataField[];
  readonly chunking: ChunkingOptions;
  readonly embedding: EmbeddingModel;
  readonly createdAt: Date;
}
