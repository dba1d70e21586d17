import { BadUserInputError } from '../../domain/errors.js';
import type { TextRange } from '../../services/documents/document-service.js';
import { present } from './present.js';

type Maybe<Value> = Value | null | undefined;

/** Throws BadUserInputError naming `version`; the document service checks the range. */
export function parseTextRange(given: {
  readonly version: Maybe<number>;
  readonly start: Maybe<number>;
  readonly end: Maybe<number>;
}): { readonly version: number | null; readonly range: TextRange } {
  const { version = null, start, end } = given;
  if (version !== null && version < 1) throw new BadUserInputError('version', 'must be at least 1');
  return { version, range: present({ start, end }) };
}
