import type { IngestionErrorCode, IngestionStage, IngestionState } from '../domain/ingestion.js';
import { enumType } from './enum-type.js';

export const IngestionStateEnum = enumType<IngestionState>(
  'IngestionState',
  'How far an ingestion has come.',
  {
    QUEUED: 'Waiting for a worker.',
    RUNNING: 'A worker is at it.',
    SUCCEEDED: 'The version is current and searchable.',
    UNCHANGED: 'Same bytes and metadata as the current version: no work was done.',
    FAILED: 'It ended for the reason in `error`; an earlier version stays served.',
    CANCELLED: 'It was called off.',
  },
);

export const IngestionStageEnum = enumType<IngestionStage>('IngestionStage', 'What is being done.', {
  LOAD: 'Bytes to text.',
  CHUNK: 'Text to chunks.',
  EMBED: 'Chunks to vectors.',
  INDEX: 'Vectors and words into the index.',
});

export const IngestionErrorCodeEnum = enumType<IngestionErrorCode>(
  'IngestionErrorCode',
  'Why an ingestion failed.',
  {
    UNSUPPORTED_MEDIA_TYPE: 'No loader reads this format.',
    MALFORMED_DOCUMENT: 'The bytes are not what their format demands.',
    ENCRYPTED_DOCUMENT: 'A password would be needed to read it.',
    NO_TEXT: 'There is no text in it.',
    DOCUMENT_TOO_LARGE: 'More bytes or characters than the server takes.',
    EMBEDDING_FAILED: 'The embedder refused or was out of reach.',
    STORE_FAILED: 'A store could not be written.',
    INTERNAL: 'A fault of the server, logged there.',
  },
);

export type IngestionMilestone = 'ACCEPTED' | 'SEARCHABLE';

export const IngestionMilestoneEnum = enumType<IngestionMilestone>(
  'IngestionMilestone',
  'How long `ingest` waits.',
  {
    ACCEPTED: 'Durable; will be indexed even after a crash.',
    SEARCHABLE: 'Returns when a search finds it.',
  },
);
