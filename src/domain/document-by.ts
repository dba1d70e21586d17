import type { DocumentId } from './ids.js';

/** How a caller names a document: by our id, or by its own key within a collection. */
export type DocumentBy =
  | { readonly id: DocumentId }
  | { readonly externalId: { readonly collection: string; readonly externalId: string } };
