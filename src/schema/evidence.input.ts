import { Field, InputType, Int } from 'type-graphql';

import type { CachePolicy } from '../domain/retrieval.js';
import { DocumentByInput } from './document-by.input.js';
import { FilterInput } from './filter.input.js';
import { CachePolicyEnum } from './retrieval.enum.js';
import { RetrievalInput } from './retrieval.input.js';

/** What a search and an answer have in common: where to look, and how. No type of the API itself. */
@InputType('EvidenceInput')
export abstract class EvidenceInput {
  @Field(() => String, { defaultValue: 'default', description: "The collection's name." })
  readonly collection!: string;

  @Field(() => [DocumentByInput], { nullable: true, description: 'Only these documents, at most 1000.' })
  readonly within?: DocumentByInput[] | null;

  @Field(() => FilterInput, { nullable: true, description: 'Only documents that match.' })
  readonly where?: FilterInput | null;

  @Field(() => Int, { nullable: true, description: 'How many passages; 1 to 100.' })
  readonly topK?: number | null;

  @Field(() => RetrievalInput, { nullable: true, description: 'How passages are found.' })
  readonly retrieval?: RetrievalInput | null;

  @Field(() => CachePolicyEnum, {
    defaultValue: CachePolicyEnum.USE,
    description: 'What part the cache plays.',
  })
  readonly cache!: CachePolicy;
}
