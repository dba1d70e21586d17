import { BadUserInputError } from '../../domain/errors.js';
import { present } from './present.js';

type Maybe<Value> = Value | null | undefined;

export interface TextRange {
  /** Null: the current one. */
  readonly version: number | null;
  readonly span: { readonly start?: number; readonly end?: number };
}

/** Throws BadUserInputError naming `version`, `start` or `end`. */
export function parseTextRange(given: {
  readonly version: Maybe<number>;
  readonly start: Maybe<number>;
  readonly end: Maybe<number>;
}): TextRange {
  const version = given.version ?? null;
  const start = given.start ?? 0;
  if (version !== null && version < 1) throw new BadUserInputError('version', 'must be at least 1');
  if (start < 0) throw new BadUserInputError('start', 'must be at least 0');
  if (typeof given.end === 'number' && given.end < start) {
    throw new BadUserInputError('end', `must be at least ${start}, where the part begins`);
  }
  return { version, span: present({ start: given.start, end: given.end }) };
}
