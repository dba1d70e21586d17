import { Field, ObjectType } from 'type-graphql';

import type { CacheOutcome, Passage, RetrievalTrace } from '../domain/retrieval.js';
import { make } from './make.js';
import { PassageType } from './passage.type.js';
import { RetrievalTraceType } from './retrieval-trace.type.js';
import { CacheOutcomeEnum } from './retrieval.enum.js';

@ObjectType('SearchResult', { description: 'What a search found.' })
export class SearchResultType {
  @Field(() => [PassageType], { description: 'Best first.' })
  readonly passages!: PassageType[];

  @Field(() => RetrievalTraceType, { description: 'Why these.' })
  readonly trace!: RetrievalTraceType;

  @Field(() => CacheOutcomeEnum, { description: 'What part the cache played.' })
  readonly cache!: CacheOutcome;

  static from(found: {
    readonly passages: readonly Passage[];
    readonly trace: RetrievalTrace;
    readonly cache: CacheOutcome;
  }): SearchResultType {
    return make(SearchResultType, {
      passages: found.passages.map((passage) => PassageType.from(passage)),
      trace: RetrievalTraceType.from(found.trace),
      cache: found.cache,
    });
  }
}
