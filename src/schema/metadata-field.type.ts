import { Field, ObjectType } from 'type-graphql';

import type { MetadataField, MetadataType } from '../domain/metadata.js';
import { MetadataTypeEnum } from './collection.enum.js';
import { make } from './make.js';

@ObjectType('MetadataField', {
  description:
    'A declared metadata field. A filter on an undeclared field, or of another type, is an error that names the near misses.',
})
export class MetadataFieldType {
  @Field(() => String, { description: 'The key in `metadata`, and the name in a filter.' })
  readonly name!: string;

  @Field(() => MetadataTypeEnum, { description: 'What values it takes.' })
  readonly type!: MetadataType;

  @Field(() => String, { nullable: true, description: 'What it means.' })
  readonly description!: string | null;

  static from(field: MetadataField): MetadataFieldType {
    return make(MetadataFieldType, { name: field.name, type: field.type, description: field.description });
  }
}
