import { BadUserInputError } from '../../../domain/errors.js';

/** What a row is sorted by, the last part making it unique. */
export type SortKey = readonly (string | number)[];

/** An opaque position from which a listing goes on, whatever was inserted or removed around it. */
export function encodePosition(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Rejects a position that is not one of a listing sorted by parts of these types. */
export function decodePosition<Key extends SortKey>(
  position: string,
  types: { readonly [Part in keyof Key]: Key[Part] extends string ? 'string' : 'number' },
): Key {
  const key = parse(position);
  if (Array.isArray(key) && key.length === types.length && key.every((part, at) => typeof part === types[at]))
    return key as unknown as Key;
  throw new BadUserInputError('after', 'is not a cursor of this listing');
}

function parse(position: string): unknown {
  try {
    return JSON.parse(Buffer.from(position, 'base64url').toString());
  } catch {
    return null;
  }
}
