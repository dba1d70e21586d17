/** A forward page request, parsed: `first` is 1 to 100, `after` the position a cursor carried. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/**
 * A page of a listing in its fixed order. Each position is opaque outside the store that made it,
 * and stays valid when rows are inserted or removed around it.
 */
export interface Page<Item> {
  readonly items: readonly { readonly item: Item; readonly position: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number;
}
