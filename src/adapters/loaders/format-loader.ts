import type { LoadedDocument } from '../../ports/document-loader.js';

/** What is known of the bytes besides themselves. */
export interface FormatHints {
  /** As detected from the bytes. */
  readonly mediaType: string;
  /** As the caller declared it for a text; a wrong one is not trusted. */
  readonly charset?: string | undefined;
  readonly fileName: string | null;
  /** A longer text is DOCUMENT_TOO_LARGE: throw as soon as it is known, not when all is read. */
  readonly maxCharacters: number;
}

/**
 * Reads one format. Runs in a process with a limit of time and memory, so it may be synchronous; it
 * throws IngestionFailure with MALFORMED_DOCUMENT, ENCRYPTED_DOCUMENT, NO_TEXT or DOCUMENT_TOO_LARGE and a
 * sentence a person understands, never a library's own error.
 */
export type FormatLoader = (
  bytes: Uint8Array,
  hints: FormatHints,
) => Promise<LoadedDocument> | LoadedDocument;
