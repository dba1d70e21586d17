import { Field, InputType } from 'type-graphql';

import { DocumentByInput } from './document-by.input.js';
import { FilterInput } from './filter.input.js';
import { OneOf } from './one-of.js';

@InputType('DeleteWhereInput', { description: 'Documents of a collection, by a filter.' })
export class DeleteWhereInput {
  @Field(() => String, { description: "The collection's name." })
  readonly collection!: string;

  @Field(() => FilterInput, { description: 'Which of its documents.' })
  readonly where!: FilterInput;
}

@OneOf()
@InputType('DeleteDocumentsInput', { description: 'Documents to be deleted, in one of two ways.' })
export class DeleteDocumentsInput {
  @Field(() => [DocumentByInput], {
    nullable: true,
    description: 'These, at most 1000; missing ones are passed over.',
  })
  readonly documents?: DocumentByInput[] | null;

  @Field(() => DeleteWhereInput, { nullable: true, description: 'All that a filter matches.' })
  readonly where?: DeleteWhereInput | null;
}
