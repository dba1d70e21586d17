/** Unique parts of ids, injected: lower-case letters and digits, later ones sort after earlier ones. */
export interface IdSource {
  next(): string;
}
