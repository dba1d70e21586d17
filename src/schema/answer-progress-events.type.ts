import { Field, Int, ObjectType } from 'type-graphql';

import type { CacheOutcome } from '../domain/retrieval.js';
import { AnswerEventType } from './answer-event.type.js';
import { CitationType } from './citation.type.js';
import { PassageType } from './passage.type.js';
import { RetrievalTraceType } from './retrieval-trace.type.js';
import { CacheOutcomeEnum } from './retrieval.enum.js';

@ObjectType('AnswerStarted', { implements: AnswerEventType, description: 'The run has begun.' })
export class AnswerStartedType extends AnswerEventType {
  @Field(() => String, { description: 'What writes the answer.' })
  readonly model!: string;
}

@ObjectType('PassagesRetrieved', {
  implements: AnswerEventType,
  description: 'The passages the answer will be made from.',
})
export class PassagesRetrievedType extends AnswerEventType {
  @Field(() => [PassageType], { description: 'Best first.' })
  readonly passages!: PassageType[];

  @Field(() => RetrievalTraceType, { description: 'Why these.' })
  readonly trace!: RetrievalTraceType;

  @Field(() => CacheOutcomeEnum, { description: 'What part the cache played.' })
  readonly cache!: CacheOutcome;
}

@ObjectType('TextDelta', {
  implements: AnswerEventType,
  description:
    "`offset` is where `text` begins in the answer's text: the deltas joined are exactly that text.",
})
export class TextDeltaType extends AnswerEventType {
  @Field(() => Int, { description: "Where `text` begins in the answer's text, in UTF-16 code units." })
  readonly offset!: number;

  @Field(() => String, { description: 'The next piece of the answer.' })
  readonly text!: string;
}

@ObjectType('CitationAdded', {
  implements: AnswerEventType,
  description: 'A sentence of the answer has been traced to its source.',
})
export class CitationAddedType extends AnswerEventType {
  @Field(() => CitationType, { description: 'The citation.' })
  readonly citation!: CitationType;
}
