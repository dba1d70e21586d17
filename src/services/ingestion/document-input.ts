/** A document as a caller hands it in. `null` is the same as absent. */
export interface DocumentInput {
  readonly externalId?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly uri?: string | null | undefined;
  readonly mediaType?: string | null | undefined;
  /** To be checked against the collection's declared fields. */
  readonly metadata: unknown;
  /** Groups that may see it; empty: everyone in the tenant. */
  readonly access: readonly string[];
  readonly source: {
    readonly kind: 'bytes';
    readonly bytes: Uint8Array;
    readonly fileName: string | null;
  };
}
