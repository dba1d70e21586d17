import { Field, Float, ObjectType } from 'type-graphql';

import type { Answer } from '../domain/answer.js';
import { AnswerResultType, resultFields } from './answer-result.type.js';
import { CitationType } from './citation.type.js';
import { make } from './make.js';
import { PassageType } from './passage.type.js';
import { TextSpanType } from './text-span.type.js';

@ObjectType('Answer', { implements: AnswerResultType, description: 'An answer and what it rests on.' })
export class AnswerType extends AnswerResultType {
  @Field(() => String, { description: 'The answer, with its citation markers.' })
  readonly text!: string;

  @Field(() => [CitationType], { description: 'In the order of the text.' })
  readonly citations!: CitationType[];

  @Field(() => [TextSpanType], { description: 'Sentences that no passage supports.' })
  readonly unsupported!: TextSpanType[];

  @Field(() => Float, { description: 'Share of the sentences that a passage supports, 0 to 1.' })
  readonly groundedness!: number;

  @Field(() => [PassageType], { description: 'The passages it was made from, best first.' })
  readonly passages!: PassageType[];

  @Field(() => String, { description: 'What wrote it; `extractive`: whole sentences of the sources.' })
  readonly model!: string;

  static from(answer: Answer): AnswerType {
    return make(AnswerType, {
      ...resultFields(answer),
      text: answer.text,
      citations: answer.citations.map((citation) => CitationType.from(citation)),
      unsupported: answer.unsupported.map((span) => TextSpanType.from(span)),
      groundedness: answer.groundedness,
      passages: answer.passages.map((passage) => PassageType.from(passage)),
      model: answer.model,
    });
  }
}
