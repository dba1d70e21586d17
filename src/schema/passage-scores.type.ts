import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { PassageScores } from '../domain/retrieval.js';
import { make } from './make.js';

@ObjectType('PassageScores', { description: 'Null where that step did not see the passage.' })
export class PassageScoresType {
  @Field(() => Float, { nullable: true, description: 'Cosine similarity to the query, -1 to 1.' })
  readonly dense!: number | null;

  @Field(() => Int, { nullable: true, description: 'Rank in the dense leg, from 1.' })
  readonly denseRank!: number | null;

  @Field(() => Float, { nullable: true, description: 'BM25 score, above 0.' })
  readonly keyword!: number | null;

  @Field(() => Int, { nullable: true, description: 'Rank in the keyword leg, from 1.' })
  readonly keywordRank!: number | null;

  @Field(() => Float, { nullable: true, description: 'Score after fusion.' })
  readonly fused!: number | null;

  static from(scores: PassageScores): PassageScoresType {
    return make(PassageScoresType, {
      dense: scores.dense,
      denseRank: scores.denseRank,
      keyword: scores.keyword,
      keywordRank: scores.keywordRank,
      fused: scores.fused,
    });
  }
}
