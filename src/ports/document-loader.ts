/** A heading in force from `offset` on; `level` 1 to 6. */
export interface HeadingMark {
  readonly offset: number;
  readonly level: number;
  readonly text: string;
}

/** Where a 1-based page begins in the text. */
export interface PageMark {
  readonly offset: number;
  readonly page: number;
}

/** What a file says of itself, where it does; instants are RFC 3339 in UTC. */
export interface FileProperties {
  readonly author?: string;
  readonly created?: string;
  readonly modified?: string;
}

/** What a loader made of a file. Offsets are UTF-16 code units into `text`, ascending. */
export interface LoadedDocument {
  readonly mediaType: string;
  readonly text: string;
  /** The file's own title, where it has one. */
  readonly title: string | null;
  readonly properties?: FileProperties;
  readonly headings: readonly HeadingMark[];
  readonly pages: readonly PageMark[];
  /** Offsets where a block (paragraph, list, fenced code, table) begins, ascending, the first being 0. */
  readonly blocks: readonly number[];
}

/**
 * Bytes to text. Rejects with IngestionFailure: UNSUPPORTED_MEDIA_TYPE (binary or a format it does not
 * know), MALFORMED_DOCUMENT, NO_TEXT, DOCUMENT_TOO_LARGE, each with a sentence a person understands.
 */
export interface DocumentLoader {
  load(
    source: {
      readonly bytes: Uint8Array;
      /** As the caller declared it; a wrong one is not trusted. */
      readonly mediaType: string | null;
      readonly fileName: string | null;
    },
    signal?: AbortSignal,
  ): Promise<LoadedDocument>;
}
