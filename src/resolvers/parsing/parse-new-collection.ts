import { defaultChunking, type ChunkingOptions } from '../../domain/collection.js';
import type { ChunkingInput, CreateCollectionInput } from '../../schema/create-collection.input.js';
import type { Plain } from '../../schema/plain.js';
import type { NewCollection } from '../../services/collections/new-collection.js';
import { present } from './present.js';

/** The collection to be created; the collection service checks names and sizes. */
export function parseNewCollection(input: Plain<CreateCollectionInput>): NewCollection {
  return {
    name: input.name,
    description: input.description ?? null,
    metadataSchema: (input.metadataSchema ?? []).map((field) => ({
      name: field.name,
      type: field.type,
      description: field.description ?? null,
    })),
    ...(input.chunking && { chunking: parseChunking(input.chunking) }),
  };
}

function parseChunking({ strategy, maxTokens, overlapTokens }: Plain<ChunkingInput>): ChunkingOptions {
  return { ...defaultChunking, ...present({ strategy, maxTokens, overlapTokens }) };
}
