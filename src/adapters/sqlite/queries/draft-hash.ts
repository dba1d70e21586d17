import { createHash } from 'node:crypto';

import type { DocumentDraft } from '../../../domain/ingestion.js';
import type { Metadata } from '../../../domain/metadata.js';

/** Equal for drafts that would make the same version: the order of keys and of groups does not matter. */
export function draftHash(draft: DocumentDraft): string {
  const { title, uri, mediaType, metadata, access, contentHash } = draft;
  const facts = [title, uri, mediaType, sortedEntries(metadata), [...new Set(access)].sort(), contentHash];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** Metadata in one fixed form: the order of its keys says nothing. */
export function sortedEntries(metadata: Metadata): readonly (readonly [string, unknown])[] {
  return Object.entries(metadata).sort(([one], [other]) => (one < other ? -1 : 1));
}
