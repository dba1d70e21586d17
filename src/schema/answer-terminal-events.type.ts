import { Field, ObjectType } from 'type-graphql';

import { AbstentionType } from './abstention.type.js';
import { AnswerEventType } from './answer-event.type.js';
import { AnswerType } from './answer.type.js';

@ObjectType('AnswerCompleted', { implements: AnswerEventType, description: 'The answer is complete.' })
export class AnswerCompletedType extends AnswerEventType {
  @Field(() => AnswerType, { description: 'The answer as a whole.' })
  readonly answer!: AnswerType;
}

@ObjectType('AnswerAbstained', {
  implements: AnswerEventType,
  description: 'No answer stands; comes before any TextDelta.',
})
export class AnswerAbstainedType extends AnswerEventType {
  @Field(() => AbstentionType, { description: 'Why there is none.' })
  readonly abstention!: AbstentionType;
}

@ObjectType('AnswerFailed', {
  implements: AnswerEventType,
  description: 'The text streamed so far stands. `code` is one of the documented error codes.',
})
export class AnswerFailedType extends AnswerEventType {
  @Field(() => String, { description: 'The kind of failure, as in `extensions.code` of an error.' })
  readonly code!: string;

  @Field(() => String, { description: 'The failure, as a sentence for a person.' })
  readonly message!: string;

  @Field(() => Boolean, { description: 'Whether the same question may succeed another time.' })
  readonly retryable!: boolean;
}

@ObjectType('AnswerCancelled', {
  implements: AnswerEventType,
  description: 'The run was called off. The text streamed so far stands.',
})
export class AnswerCancelledType extends AnswerEventType {}
