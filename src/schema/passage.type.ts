import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { ChunkId, DocumentId } from '../domain/ids.js';
import type { Passage } from '../domain/retrieval.js';
import { make } from './make.js';
import { PassageScoresType } from './passage-scores.type.js';
import { TextSpanType } from './text-span.type.js';

@ObjectType('Passage', { description: 'A stretch of a document, as retrieved for one question.' })
export class PassageType {
  /** For the `chunk` field, which is loaded in batches. */
  readonly chunkId!: ChunkId;

  /** For the `document` field, which is loaded in batches. */
  readonly documentId!: DocumentId;

  @Field(() => Int, { description: 'Position in the result, from 1.' })
  readonly rank!: number;

  @Field(() => Float, {
    description:
      'Final relevance, 0 to 1, higher is better; comparable between questions where trace.calibrated is true.',
  })
  readonly score!: number;

  @Field(() => PassageScoresType, { description: 'What each step made of it.' })
  readonly scores!: PassageScoresType;

  @Field(() => String, { description: "The document version's text at `span`." })
  readonly text!: string;

  @Field(() => TextSpanType, { description: "Where it stands in the document version's text." })
  readonly span!: TextSpanType;

  @Field(() => Int, { nullable: true, description: '1-based page, where the format has pages.' })
  readonly page!: number | null;

  @Field(() => [String], { description: 'The headings it stands under, outermost first.' })
  readonly headingPath!: readonly string[];

  @Field(() => Int, { description: 'The version of the document it was taken from.' })
  readonly documentVersion!: number;

  static from(passage: Passage): PassageType {
    return make(PassageType, {
      chunkId: passage.chunkId,
      documentId: passage.documentId,
      rank: passage.rank,
      score: passage.score,
      scores: PassageScoresType.from(passage.scores),
      text: passage.text,
      span: TextSpanType.from(passage.span),
      page: passage.page,
      headingPath: passage.headingPath,
      documentVersion: passage.documentVersion,
    });
  }
}
