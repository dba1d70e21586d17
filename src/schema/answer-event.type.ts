import { Field, ID, Int, InterfaceType } from 'type-graphql';

import type { RunId } from '../domain/ids.js';

@InterfaceType('AnswerEvent', {
  description:
    'One event of a run. `seq` counts up from 1 without gaps or repeats, on any replica; `terminal` is true on the last one only: AnswerCompleted, AnswerAbstained, AnswerFailed or AnswerCancelled. Resuming checks access again.',
})
export abstract class AnswerEventType {
  @Field(() => ID, { description: 'The run.' })
  readonly runId!: RunId;

  @Field(() => Int, { description: "The event's number within its run, for `resume.afterSeq`." })
  readonly seq!: number;

  @Field(() => Boolean, { description: 'Whether it is the last one.' })
  readonly terminal!: boolean;
}
