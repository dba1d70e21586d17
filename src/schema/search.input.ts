import { Field, InputType } from 'type-graphql';

import { EvidenceInput } from './evidence.input.js';

@InputType('SearchInput', { description: 'A search for passages.' })
export class SearchInput extends EvidenceInput {
  @Field(() => String, { description: 'What to look for, in words; at most 8,000 characters.' })
  readonly query!: string;
}
