import { Field, ID, InputType } from 'type-graphql';

import { OneOf } from './one-of.js';

@InputType('ExternalIdInput', { description: "A document by the caller's own key." })
export class ExternalIdInput {
  @Field(() => String, { defaultValue: 'default', description: "The collection's name." })
  readonly collection!: string;

  @Field(() => String, { description: 'The key within it.' })
  readonly externalId!: string;
}

@OneOf()
@InputType('DocumentBy', { description: 'Names a document, in one of two ways.' })
export class DocumentByInput {
  @Field(() => ID, { nullable: true, description: 'By its id.' })
  readonly id?: string | null;

  @Field(() => ExternalIdInput, { nullable: true, description: "By the caller's own key." })
  readonly externalId?: ExternalIdInput | null;
}
