import { Field, InputType, Int } from 'type-graphql';

import { defaultChunking, type ChunkingStrategy } from '../domain/collection.js';
import type { MetadataType } from '../domain/metadata.js';
import { ChunkingStrategyEnum, MetadataTypeEnum } from './collection.enum.js';

@InputType('MetadataFieldInput', { description: 'Declares a metadata field.' })
export class MetadataFieldInput {
  @Field(() => String, { description: 'The key in `metadata`, and the name in a filter.' })
  readonly name!: string;

  @Field(() => MetadataTypeEnum, { description: 'What values it takes.' })
  readonly type!: MetadataType;

  @Field(() => String, { nullable: true, description: 'What it means.' })
  readonly description?: string | null;
}

@InputType('ChunkingInput', {
  description: "How documents are to be cut into chunks, in the embedder's own tokens.",
})
export class ChunkingInput {
  @Field(() => ChunkingStrategyEnum, {
    nullable: true,
    defaultValue: defaultChunking.strategy,
    description: 'Where the cuts fall.',
  })
  readonly strategy?: ChunkingStrategy | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: defaultChunking.maxTokens,
    description: 'The longest chunk.',
  })
  readonly maxTokens?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: defaultChunking.overlapTokens,
    description: 'How much of a chunk the next one repeats.',
  })
  readonly overlapTokens?: number | null;
}

@InputType('CreateCollectionInput', { description: 'A collection to be created.' })
export class CreateCollectionInput {
  @Field(() => String, { description: 'Unique within the tenant.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What the collection is for.' })
  readonly description?: string | null;

  @Field(() => [MetadataFieldInput], {
    nullable: true,
    defaultValue: [],
    description: 'The metadata its documents may carry; fields that every document has cannot be declared.',
  })
  readonly metadataSchema?: MetadataFieldInput[] | null;

  @Field(() => ChunkingInput, {
    nullable: true,
    description: 'How its documents are cut; absent: as ChunkingInput has it.',
  })
  readonly chunking?: ChunkingInput | null;
}
