import { Field, Int, ObjectType } from 'type-graphql';

import type { DocumentId, IngestionId } from '../domain/ids.js';
import type { Ingestion, IngestionStage, IngestionState } from '../domain/ingestion.js';
import { connectionType } from './connection.type.js';
import { IngestionErrorType } from './ingestion-error.type.js';
import { IngestionProgressType } from './ingestion-progress.type.js';
import { IngestionStageEnum, IngestionStateEnum } from './ingestion.enum.js';
import { make } from './make.js';
import { NodeType } from './node.type.js';
import { DateTime } from './scalars.js';

@ObjectType('Ingestion', {
  implements: NodeType,
  description:
    'The work on one document version. It survives a crash at any point, and ends in exactly one of SUCCEEDED, FAILED, CANCELLED, UNCHANGED.',
})
export class IngestionType extends NodeType {
  declare readonly id: IngestionId;

  /** For the `document` field, which is loaded in batches. */
  readonly documentId!: DocumentId;

  @Field(() => IngestionStateEnum, { description: 'How far it has come.' })
  readonly state!: IngestionState;

  @Field(() => IngestionStageEnum, { nullable: true, description: 'What is, or was last, being done.' })
  readonly stage!: IngestionStage | null;

  @Field(() => String, { description: "The document's key." })
  readonly externalId!: string;

  @Field(() => Int, { description: 'How often a worker has taken it up.' })
  readonly attempts!: number;

  @Field(() => IngestionProgressType, { description: 'Counts of chunks.' })
  readonly progress!: IngestionProgressType;

  @Field(() => IngestionErrorType, {
    nullable: true,
    description: 'Why it failed, or why it is being tried again.',
  })
  readonly error!: IngestionErrorType | null;

  @Field(() => DateTime, { description: 'When it was accepted.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;

  static from(ingestion: Ingestion): IngestionType {
    return make(IngestionType, {
      id: ingestion.id,
      documentId: ingestion.documentId,
      state: ingestion.state,
      stage: ingestion.stage,
      externalId: ingestion.externalId,
      attempts: ingestion.attempts,
      progress: IngestionProgressType.from(ingestion.progress),
      error: ingestion.error && IngestionErrorType.from(ingestion.error),
      createdAt: ingestion.createdAt,
      finishedAt: ingestion.finishedAt,
    });
  }
}

export const IngestionConnectionType = connectionType('Ingestion', () => IngestionType);
