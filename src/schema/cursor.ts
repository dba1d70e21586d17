/**
 * The opaque form of a position within one listing. The listing's name travels along, so that a cursor of
 * another listing is told from a real one.
 */
export function encodeCursor(listing: string, position: string): string {
  return Buffer.from(`${listing}:${position}`, 'utf8').toString('base64url');
}

/** The position, or null where this is no cursor that `encodeCursor` made for this listing. */
export function decodeCursor(listing: string, cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = text.startsWith(`${listing}:`) ? text.slice(listing.length + 1) : '';
  return position !== '' && encodeCursor(listing, position) === cursor ? position : null;
}
