import { IngestionFailure } from '../../domain/errors.js';

/** How loading a file ends when it cannot be read; `reason` completes the sentence "it could not be read: …". */
export function malformed(reason: string, options?: ErrorOptions): IngestionFailure {
  return new IngestionFailure('MALFORMED_DOCUMENT', reason, false, options);
}

export function encrypted(reason: string): IngestionFailure {
  return new IngestionFailure('ENCRYPTED_DOCUMENT', reason);
}

export function unsupported(kind: string, advice?: string): IngestionFailure {
  const reason = `it is ${kind}, which cannot be read${advice === undefined ? '' : `; ${advice}`}`;
  return new IngestionFailure('UNSUPPORTED_MEDIA_TYPE', reason);
}

export function noText(reason = 'there is no text in it'): IngestionFailure {
  return new IngestionFailure('NO_TEXT', reason);
}

export function tooLong(maxCharacters: number): IngestionFailure {
  const reason = `its text is longer than the ${maxCharacters} characters that are allowed`;
  return new IngestionFailure('DOCUMENT_TOO_LARGE', reason);
}
