import { Field, InputType } from 'type-graphql';

import { OneOf } from './one-of.js';
import { JSONValue } from './scalars.js';

const operand = { nullable: true } as const;

@OneOf()
@InputType('FieldConditionInput', { description: "One test; its operand must be of the field's type." })
export class FieldConditionInput {
  @Field(() => JSONValue, { ...operand, description: 'The field equals this.' })
  readonly eq?: unknown;

  @Field(() => JSONValue, { ...operand, description: 'The field does not equal this, or is absent.' })
  readonly ne?: unknown;

  @Field(() => [JSONValue], { ...operand, description: 'The field equals one of these.' })
  readonly in?: unknown[] | null;

  @Field(() => JSONValue, { ...operand, description: 'The field is greater.' })
  readonly gt?: unknown;

  @Field(() => JSONValue, { ...operand, description: 'The field is greater or equal.' })
  readonly gte?: unknown;

  @Field(() => JSONValue, { ...operand, description: 'The field is less.' })
  readonly lt?: unknown;

  @Field(() => JSONValue, { ...operand, description: 'The field is less or equal.' })
  readonly lte?: unknown;

  @Field(() => String, { ...operand, description: 'A STRING_LIST field holds this value.' })
  readonly contains?: string | null;

  @Field(() => Boolean, { ...operand, description: 'The document has the field, or has it not.' })
  readonly exists?: boolean | null;
}

@InputType('FieldFilterInput', { description: 'A test of one field.' })
export class FieldFilterInput {
  @Field(() => String, { description: 'A declared or built-in field.' })
  readonly name!: string;

  @Field(() => FieldConditionInput, { description: 'The test.' })
  readonly is!: FieldConditionInput;
}

@OneOf()
@InputType('FilterInput', {
  description:
    'A filter tree, at most 8 deep and 64 conditions. Besides the declared metadata fields these are built in, and cannot be declared: externalId, title, uri, mediaType, createdAt, updatedAt. `ne` and `not` hold for a document that lacks the field; every other condition does not.',
})
export class FilterInput {
  @Field(() => [FilterInput], { ...operand, description: 'All of these hold.' })
  readonly all?: FilterInput[] | null;

  @Field(() => [FilterInput], { ...operand, description: 'At least one of these holds.' })
  readonly any?: FilterInput[] | null;

  @Field(() => FilterInput, { ...operand, description: 'This does not hold.' })
  readonly not?: FilterInput | null;

  @Field(() => FieldFilterInput, { ...operand, description: 'A test of one field.' })
  readonly field?: FieldFilterInput | null;
}
