import { Field, ObjectType } from 'type-graphql';

import type { Ingestion } from '../domain/ingestion.js';
import { IngestionType } from './ingestion.type.js';
import { make } from './make.js';

@ObjectType('IngestPayload', { description: 'What `ingest` accepted.' })
export class IngestPayloadType {
  @Field(() => [IngestionType], { description: 'One for each document, in their order.' })
  readonly ingestions!: IngestionType[];

  static from(ingestions: readonly Ingestion[]): IngestPayloadType {
    return make(IngestPayloadType, {
      ingestions: ingestions.map((ingestion) => IngestionType.from(ingestion)),
    });
  }
}
