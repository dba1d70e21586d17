import { Field, ID, InputType, Int } from 'type-graphql';

import { EvidenceInput } from './evidence.input.js';
import { OneOf } from './one-of.js';

@InputType('AnswerInput', { description: 'A question to be answered from the documents.' })
export class AnswerInput extends EvidenceInput {
  @Field(() => String, { description: 'The question; at most 8,000 characters.' })
  readonly question!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The whole answer must be ready within this time; past it the run ends as DEADLINE_EXCEEDED.',
  })
  readonly timeoutMs?: number | null;
}

@InputType('ResumeInput', { description: 'Where to go on following a run.' })
export class ResumeInput {
  @Field(() => ID, { description: 'The run, as its events name it.' })
  readonly runId!: string;

  @Field(() => Int, { description: 'The `seq` of the last event that arrived; 0: from the first on.' })
  readonly afterSeq!: number;
}

@OneOf()
@InputType('AnswerStreamInput', {
  description: 'Start a run, or follow one that is running or ended, from the event after `afterSeq`.',
})
export class AnswerStreamInput {
  @Field(() => AnswerInput, { nullable: true, description: 'Start a run.' })
  readonly start?: AnswerInput | null;

  @Field(() => ResumeInput, { nullable: true, description: 'Follow a run.' })
  readonly resume?: ResumeInput | null;
}
