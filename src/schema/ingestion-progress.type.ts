import { Field, Int, ObjectType } from 'type-graphql';

import type { IngestionProgress } from '../domain/ingestion.js';
import { make } from './make.js';

@ObjectType('IngestionProgress', { description: 'Counts of the chunks of one document version.' })
export class IngestionProgressType {
  @Field(() => Int, { description: 'All of them; 0 until the document is chunked.' })
  readonly chunksTotal!: number;

  @Field(() => Int, { description: 'Chunks that have been embedded.' })
  readonly chunksEmbedded!: number;

  @Field(() => Int, { description: 'Chunks whose vectors were there already.' })
  readonly chunksReused!: number;

  @Field(() => Int, { description: 'Chunks the index holds.' })
  readonly chunksIndexed!: number;

  static from(progress: IngestionProgress): IngestionProgressType {
    return make(IngestionProgressType, {
      chunksTotal: progress.chunksTotal,
      chunksEmbedded: progress.chunksEmbedded,
      chunksReused: progress.chunksReused,
      chunksIndexed: progress.chunksIndexed,
    });
  }
}
