import { Field, Int, ObjectType } from 'type-graphql';

import type { ChunkingOptions, ChunkingStrategy } from '../domain/collection.js';
import { ChunkingStrategyEnum } from './collection.enum.js';
import { make } from './make.js';

@ObjectType('Chunking', { description: "How documents are cut into chunks, in the embedder's own tokens." })
export class ChunkingType {
  @Field(() => ChunkingStrategyEnum, { description: 'Where the cuts fall.' })
  readonly strategy!: ChunkingStrategy;

  @Field(() => Int, { description: 'The longest chunk.' })
  readonly maxTokens!: number;

  @Field(() => Int, { description: 'How much of a chunk the next one repeats.' })
  readonly overlapTokens!: number;

  static from(options: ChunkingOptions): ChunkingType {
    return make(ChunkingType, {
      strategy: options.strategy,
      maxTokens: options.maxTokens,
      overlapTokens: options.overlapTokens,
    });
  }
}
