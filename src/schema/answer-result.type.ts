import { Field, Float, ID, InterfaceType } from 'type-graphql';

import type { AnswerResult } from '../domain/answer.js';
import type { RunId } from '../domain/ids.js';
import type { CacheOutcome } from '../domain/retrieval.js';
import type { FieldsOf } from './make.js';
import { RetrievalTraceType } from './retrieval-trace.type.js';
import { CacheOutcomeEnum } from './retrieval.enum.js';
import { TokenUsageType } from './token-usage.type.js';

@InterfaceType('AnswerResult', { description: 'What a run came to.' })
export abstract class AnswerResultType {
  @Field(() => ID, { description: 'The run.' })
  readonly runId!: RunId;

  @Field(() => RetrievalTraceType, { description: 'Why these passages.' })
  readonly trace!: RetrievalTraceType;

  @Field(() => TokenUsageType, { description: 'What the language model used.' })
  readonly usage!: TokenUsageType;

  @Field(() => CacheOutcomeEnum, { description: 'What part the cache played.' })
  readonly cache!: CacheOutcome;

  @Field(() => Float, { description: 'How long the run took, in milliseconds.' })
  readonly latencyMs!: number;
}

/** The fields that every result has. */
export function resultFields(result: AnswerResult): FieldsOf<AnswerResultType> {
  return {
    runId: result.runId,
    trace: RetrievalTraceType.from(result.trace),
    usage: TokenUsageType.from(result.usage),
    cache: result.cache,
    latencyMs: result.latencyMs,
  };
}
