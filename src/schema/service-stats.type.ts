import { Field, Float, ObjectType } from 'type-graphql';

import { make } from './make.js';
import { SafeInt } from './scalars.js';

/** What one operation has cost so far; latencies in milliseconds. */
export interface OperationFigures {
  readonly operation: string;
  readonly requests: number;
  readonly errors: number;
  readonly averageLatencyMs: number;
  readonly p50LatencyMs: number;
  readonly p95LatencyMs: number;
  readonly p99LatencyMs: number;
}

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

  static from(figures: OperationFigures): ServiceStatsType {
    return make(ServiceStatsType, {
      operation: figures.operation,
      requests: figures.requests,
      errors: figures.errors,
      errorRate: figures.requests === 0 ? 0 : figures.errors / figures.requests,
      averageLatencyMs: figures.averageLatencyMs,
      p50LatencyMs: figures.p50LatencyMs,
      p95LatencyMs: figures.p95LatencyMs,
      p99LatencyMs: figures.p99LatencyMs,
    });
  }
}
