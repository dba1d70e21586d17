import { Field, InputType } from 'type-graphql';

import { DocumentByInput } from './document-by.input.js';
import { JSONObject } from './scalars.js';

@InputType('UpdateDocumentInput', {
  description: 'What is to be different about a document; what is not given stays as it is.',
})
export class UpdateDocumentInput {
  @Field(() => DocumentByInput, { description: 'Which one.' })
  readonly document!: DocumentByInput;

  @Field(() => String, {
    nullable: true,
    description: 'Its title. What was embedded with the text keeps the title it had.',
  })
  readonly title?: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'In place of all its metadata.' })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => [String], {
    nullable: true,
    description: 'In place of all its groups. Empty: everyone in the tenant may see it.',
  })
  readonly access?: string[] | null;
}
