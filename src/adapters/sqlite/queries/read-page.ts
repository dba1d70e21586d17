import type { Page, PageRequest } from '../../../domain/page.js';
import { encodePosition, type SortKey } from './position.js';

/** A filtered, sorted set of rows, as far as a page of it needs. */
export interface Listing<Row> {
  count(): Promise<number>;
  /** Whether a row comes at or before the position. */
  hasRowsBefore(): Promise<boolean>;
  /** The rows after the position, in order. */
  rows(limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): SortKey;
}

/** Reads a page; all of it in one transaction where it must fit together. */
export async function readPage<Row, Item>(
  { first, after }: PageRequest,
  listing: Listing<Row>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const rows = await listing.rows(first + 1);
  return {
    items: rows
      .slice(0, first)
      .map((row) => ({ item: toItem(row), position: encodePosition(listing.keyOf(row)) })),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null && (await listing.hasRowsBefore()),
    totalCount: await listing.count(),
  };
}
