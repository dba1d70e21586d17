import { Field, Int, ObjectType } from 'type-graphql';

import type { IngestionEvent } from '../domain/ingestion.js';
import { IngestionType } from './ingestion.type.js';
import { make } from './make.js';

@ObjectType('IngestionEvent', {
  description: 'One step of an ingestion; `seq` counts up from 1 within it, without gaps.',
})
export class IngestionEventType {
  @Field(() => Int, { description: "The event's number within its ingestion." })
  readonly seq!: number;

  @Field(() => IngestionType, { description: 'The ingestion as it was then.' })
  readonly ingestion!: IngestionType;

  static from(event: IngestionEvent): IngestionEventType {
    return make(IngestionEventType, { seq: event.seq, ingestion: IngestionType.from(event.ingestion) });
  }
}
