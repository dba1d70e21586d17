import type { LoadedDocument } from '../../ports/document-loader.js';

/** With the first top-level heading for a title, where the file names none. */
export function titled(document: LoadedDocument): LoadedDocument {
  const firstHeading = document.headings.find(({ level }) => level === 1)?.text;
  return { ...document, title: document.title ?? firstHeading ?? null };
}
