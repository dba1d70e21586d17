import { Field, ObjectType } from 'type-graphql';

import type { IngestionError, IngestionErrorCode } from '../domain/ingestion.js';
import { IngestionErrorCodeEnum } from './ingestion.enum.js';
import { make } from './make.js';

@ObjectType('IngestionError', { description: 'Why an ingestion did not succeed.' })
export class IngestionErrorType {
  @Field(() => IngestionErrorCodeEnum, { description: 'The kind of failure.' })
  readonly code!: IngestionErrorCode;

  @Field(() => String, { description: 'A sentence for a person.' })
  readonly message!: string;

  @Field(() => Boolean, { description: 'Whether the same document may succeed another time.' })
  readonly retryable!: boolean;

  static from(error: IngestionError): IngestionErrorType {
    return make(IngestionErrorType, {
      code: error.code,
      message: error.message,
      retryable: error.retryable,
    });
  }
}
