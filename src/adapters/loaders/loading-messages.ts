import type { IngestionErrorCode } from '../../domain/ingestion.js';
import type { LoadedDocument } from '../../ports/document-loader.js';
import type { LoadingSource } from './load-document.js';

/** To a loading process: one file. It answers each with one report, in order. */
export interface LoadingRequest {
  readonly source: LoadingSource;
  readonly maxCharacters: number;
}

export type LoadingReport =
  | { readonly kind: 'loaded'; readonly document: LoadedDocument }
  | { readonly kind: 'refused'; readonly code: IngestionErrorCode; readonly message: string };
