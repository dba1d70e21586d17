import { BadUserInputError } from '../../domain/errors.js';
import type { PageRequest } from '../../domain/page.js';
import { decodeCursor } from '../../schema/cursor.js';

const longestPage = 100;

/**
 * The arguments of a connection of `listing`. Throws BadUserInputError naming `first` where it is not 1 to
 * 100, and `after` where it is no cursor of this listing.
 */
export function parsePage(listing: string, first: number, after: string | null | undefined): PageRequest {
  if (first < 1 || first > longestPage) {
    throw new BadUserInputError('first', `must be 1 to ${longestPage}, not ${first}`);
  }
  if (after === null || after === undefined) return { first, after: null };
  const position = decodeCursor(listing, after);
  if (position === null) {
    throw new BadUserInputError(
      'after',
      'is no cursor of this listing; pass a `cursor` or `endCursor` of it',
    );
  }
  return { first, after: position };
}
