import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { Citation, Support } from '../domain/answer.js';
import type { DocumentId } from '../domain/ids.js';
import { SupportEnum } from './answer.enum.js';
import { make } from './make.js';
import { PassageType } from './passage.type.js';
import { TextSpanType } from './text-span.type.js';

@ObjectType('Citation', {
  description:
    "A claim in the answer and the words of a source that carry it. `quote` equals the document version's text at `sourceSpan`, byte for byte.",
})
export class CitationType {
  /** For the `document` field, which is loaded in batches. */
  readonly documentId!: DocumentId;

  @Field(() => Int, { description: "The number the answer's text cites it by, as in [2]." })
  readonly marker!: number;

  @Field(() => TextSpanType, { description: "The sentence in the answer's text, without its markers." })
  readonly answerSpan!: TextSpanType;

  @Field(() => String, { description: "The source's own words." })
  readonly quote!: string;

  @Field(() => TextSpanType, { description: "Where they stand in the document version's text." })
  readonly sourceSpan!: TextSpanType;

  @Field(() => Int, { nullable: true, description: '1-based page, where the format has pages.' })
  readonly page!: number | null;

  @Field(() => PassageType, { description: 'The passage they were taken from.' })
  readonly passage!: PassageType;

  @Field(() => Int, { description: 'The version of the document they were taken from.' })
  readonly documentVersion!: number;

  @Field(() => SupportEnum, { description: 'How far the source carries the sentence.' })
  readonly support!: Support;

  @Field(() => Float, { description: 'Confidence in `support`, 0 to 1.' })
  readonly score!: number;

  static from(citation: Citation): CitationType {
    return make(CitationType, {
      documentId: citation.documentId,
      marker: citation.marker,
      answerSpan: TextSpanType.from(citation.answerSpan),
      quote: citation.quote,
      sourceSpan: TextSpanType.from(citation.sourceSpan),
      page: citation.page,
      passage: PassageType.from(citation.passage),
      documentVersion: citation.documentVersion,
      support: citation.support,
      score: citation.score,
    });
  }
}
