import { Field, ObjectType } from 'type-graphql';

import type { Collection } from '../domain/collection.js';
import type { CollectionId } from '../domain/ids.js';
import { ChunkingType } from './chunking.type.js';
import { connectionType } from './connection.type.js';
import { EmbeddingInfoType } from './embedding-info.type.js';
import { make } from './make.js';
import { MetadataFieldType } from './metadata-field.type.js';
import { NodeType } from './node.type.js';
import { DateTime } from './scalars.js';

@ObjectType('Collection', {
  implements: NodeType,
  description:
    "A tenant's set of documents that share one metadata schema, one chunking strategy and one embedding model.",
})
export class CollectionType extends NodeType {
  declare readonly id: CollectionId;

  /** For the `documents` field. */
  readonly origin!: Collection;

  @Field(() => String, { description: 'Unique within the tenant; what other fields take as `collection`.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What the collection is for, as its creator put it.' })
  readonly description!: string | null;

  @Field(() => [MetadataFieldType], { description: 'The metadata its documents may carry.' })
  readonly metadataSchema!: MetadataFieldType[];

  @Field(() => ChunkingType, { description: 'How its documents are cut into chunks.' })
  readonly chunking!: ChunkingType;

  @Field(() => EmbeddingInfoType, { description: 'What its vectors are made with.' })
  readonly embedding!: EmbeddingInfoType;

  @Field(() => DateTime, { description: 'When it was created.' })
  readonly createdAt!: Date;

  static from(collection: Collection): CollectionType {
    return make(CollectionType, {
      id: collection.id,
      origin: collection,
      name: collection.name,
      description: collection.description,
      metadataSchema: collection.metadataSchema.map((field) => MetadataFieldType.from(field)),
      chunking: ChunkingType.from(collection.chunking),
      embedding: EmbeddingInfoType.from(collection.embedding),
      createdAt: collection.createdAt,
    });
  }
}

export const CollectionConnectionType = connectionType('Collection', () => CollectionType);
