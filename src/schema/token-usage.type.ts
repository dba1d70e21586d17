import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { TokenUsage } from '../domain/answer.js';
import { make } from './make.js';

@ObjectType('TokenUsage', { description: 'What the language model used, in its own tokens.' })
export class TokenUsageType {
  @Field(() => Int, { description: 'Tokens it read.' })
  readonly promptTokens!: number;

  @Field(() => Int, { description: 'Tokens it wrote.' })
  readonly completionTokens!: number;

  @Field(() => Int, { description: 'Both together.' })
  readonly totalTokens!: number;

  @Field(() => Float, {
    nullable: true,
    description: "US dollars, where the model's price is configured.",
  })
  readonly cost!: number | null;

  static from(usage: TokenUsage): TokenUsageType {
    return make(TokenUsageType, {
      promptTokens: usage.promptTokens,
      completionTokens: usage.completionTokens,
      totalTokens: usage.totalTokens,
      cost: usage.cost,
    });
  }
}
