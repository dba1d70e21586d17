import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { Degradation, LegKind, RetrievalLeg, RetrievalTrace, StepTiming } from '../domain/retrieval.js';
import { make } from './make.js';
import { LegKindEnum } from './retrieval.enum.js';

@ObjectType('RetrievalLeg', { description: 'One search of the index.' })
export class RetrievalLegType {
  @Field(() => LegKindEnum, { description: 'By what it searched.' })
  readonly kind!: LegKind;

  @Field(() => String, { description: 'What it searched for.' })
  readonly query!: string;

  @Field(() => Int, { description: 'How many chunks it found.' })
  readonly hits!: number;

  static from(leg: RetrievalLeg): RetrievalLegType {
    return make(RetrievalLegType, { kind: leg.kind, query: leg.query, hits: leg.hits });
  }
}

@ObjectType('Degradation', {
  description: 'A step that failed and was done without: the answer stands, the loss is told.',
})
export class DegradationType {
  @Field(() => String, { description: 'The step.' })
  readonly step!: string;

  @Field(() => String, { description: 'Why it was done without.' })
  readonly reason!: string;

  static from(degradation: Degradation): DegradationType {
    return make(DegradationType, { step: degradation.step, reason: degradation.reason });
  }
}

@ObjectType('StepTiming', { description: 'How long a step took.' })
export class StepTimingType {
  @Field(() => String, { description: 'The step.' })
  readonly step!: string;

  @Field(() => Float, { description: 'Its duration.' })
  readonly milliseconds!: number;

  static from(timing: StepTiming): StepTimingType {
    return make(StepTimingType, { step: timing.step, milliseconds: timing.milliseconds });
  }
}

@ObjectType('RetrievalTrace', { description: 'Why these passages, and how long each step took.' })
export class RetrievalTraceType {
  @Field(() => [String], { description: 'What was searched for.' })
  readonly queries!: readonly string[];

  @Field(() => [RetrievalLegType], { description: 'The searches of the index.' })
  readonly legs!: RetrievalLegType[];

  @Field(() => Boolean, { description: 'Whether `score` is comparable between questions.' })
  readonly calibrated!: boolean;

  @Field(() => Int, { description: 'How many passages minScore kept out.' })
  readonly droppedBelowMinScore!: number;

  @Field(() => [DegradationType], { description: 'What was done without.' })
  readonly degraded!: DegradationType[];

  @Field(() => [StepTimingType], { description: 'How long each step took.' })
  readonly timings!: StepTimingType[];

  static from(trace: RetrievalTrace): RetrievalTraceType {
    return make(RetrievalTraceType, {
      queries: trace.queries,
      legs: trace.legs.map((leg) => RetrievalLegType.from(leg)),
      calibrated: trace.calibrated,
      droppedBelowMinScore: trace.droppedBelowMinScore,
      degraded: trace.degraded.map((degradation) => DegradationType.from(degradation)),
      timings: trace.timings.map((timing) => StepTimingType.from(timing)),
    });
  }
}
