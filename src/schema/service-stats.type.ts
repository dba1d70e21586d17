import { Field, Float, ObjectType } from 'type-graphql';

import type { OperationCounts } from '../domain/operation-counts.js';
import { make } from './make.js';
import { SafeInt } from './scalars.js';

@ObjectType('ServiceStats', { description: 'Counts of one operation since this process started.' })
export class ServiceStatsType {
  @Field(() => String, { description: 'The field of Query, Mutation or Subscription.' })
  readonly operation!: string;

  @Field(() => SafeInt, { description: 'How often it was asked for and has ended.' })
  readonly requests!: number;

  @Field(() => SafeInt, { description: 'How often it ended with an error.' })
  readonly errors!: number;

  @Field(() => Float, { description: 'errors over requests, 0 to 1.' })
  readonly errorRate!: number;

  @Field(() => Float, { description: 'Mean duration; of a subscription, until it ended.' })
  readonly averageLatencyMs!: number;

  @Field(() => Float, { description: 'Half of them were faster.' })
  readonly p50LatencyMs!: number;

  @Field(() => Float, { description: '95 of 100 were faster.' })
  readonly p95LatencyMs!: number;

  @Field(() => Float, { description: '99 of 100 were faster.' })
  readonly p99LatencyMs!: number;

  static from(counts: OperationCounts): ServiceStatsType {
    return make(ServiceStatsType, {
      operation: counts.operation,
      requests: counts.requests,
      errors: counts.errors,
      errorRate: counts.errorRate,
      averageLatencyMs: counts.averageLatencyMs,
      p50LatencyMs: counts.p50LatencyMs,
      p95LatencyMs: counts.p95LatencyMs,
      p99LatencyMs: counts.p99LatencyMs,
    });
  }
}
