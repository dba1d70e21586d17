import { Field, ObjectType } from 'type-graphql';

import type { Abstention, AbstentionReason } from '../domain/answer.js';
import { AnswerResultType, resultFields } from './answer-result.type.js';
import { AbstentionReasonEnum } from './answer.enum.js';
import { make } from './make.js';
import { PassageType } from './passage.type.js';

@ObjectType('Abstention', { implements: AnswerResultType, description: 'No answer, and why. Not an error.' })
export class AbstentionType extends AnswerResultType {
  @Field(() => AbstentionReasonEnum, { description: 'The kind of reason.' })
  readonly reason!: AbstentionReason;

  @Field(() => String, { description: 'The reason, as a sentence for a person.' })
  readonly message!: string;

  @Field(() => [PassageType], { description: 'What came nearest, best first.' })
  readonly nearest!: PassageType[];

  static from(abstention: Abstention): AbstentionType {
    return make(AbstentionType, {
      ...resultFields(abstention),
      reason: abstention.reason,
      message: abstention.message,
      nearest: abstention.nearest.map((passage) => PassageType.from(passage)),
    });
  }
}
