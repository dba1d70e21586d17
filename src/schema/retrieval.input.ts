import { Field, Float, InputType, Int } from 'type-graphql';

import type { FusionMethod, RetrievalMode } from '../domain/retrieval.js';
import { FusionMethodEnum, RetrievalModeEnum } from './retrieval.enum.js';

@InputType('FusionInput', { description: 'How the legs of a hybrid search become one ranking.' })
export class FusionInput {
  @Field(() => FusionMethodEnum, { description: 'The method.' })
  readonly method!: FusionMethod;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the dense leg, 0 to 1, where the method is weighted.',
  })
  readonly denseWeight?: number | null;

  @Field(() => Int, { nullable: true, description: "The constant of RRF's 1 / (k + rank), at least 1." })
  readonly rrfK?: number | null;
}

@InputType('RetrievalInput', { description: 'How passages are found.' })
export class RetrievalInput {
  @Field(() => RetrievalModeEnum, {
    defaultValue: RetrievalModeEnum.HYBRID,
    description: 'Which legs search.',
  })
  readonly mode!: RetrievalMode;

  @Field(() => Int, { defaultValue: 100, description: 'Passages each leg brings to fusion, 1 to 1000.' })
  readonly candidates!: number;

  @Field(() => FusionInput, { nullable: true, description: 'How the legs are fused.' })
  readonly fusion?: FusionInput | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Passages under this final score (0 to 1) are dropped.',
  })
  readonly minScore?: number | null;
}
