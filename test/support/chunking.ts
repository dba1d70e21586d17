import { SystemClock } from '../../src/adapters/clock/system-clock.js';
import type { ChunkingOptions } from '../../src/domain/collection.js';
import { makeId } from '../../src/domain/ids.js';
import type { LoadedDocument } from '../../src/ports/document-loader.js';
import type { StagedChunk } from '../../src/ports/ingestion-queue.js';
import { chunkDocument } from '../../src/services/ingestion/chunking/chunk-document.js';

/** A token every four characters of a word, as word pieces are about. */
export const tokenCounter = {
  maxTokens: 256,
  countTokens: (text: string) => text.split(/\s+/).reduce((sum, word) => sum + Math.ceil(word.length / 4), 0),
};

export const recursive: ChunkingOptions = { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 };

export function plain(text: string, marks: Partial<LoadedDocument> = {}): LoadedDocument {
  return { mediaType: 'text/plain', text, title: null, headings: [], pages: [], blocks: [0], ...marks };
}

/** Markdown with `#` headings and blank lines between blocks, its marks read off the text. */
export function marked(text: string): LoadedDocument {
  const headings = [...text.matchAll(/^(#+) (.*)$/gm)].map((match) => ({
    offset: match.index,
    level: match[1]?.length ?? 1,
    text: match[2] ?? '',
  }));
  const blocks = [0, ...[...text.matchAll(/\n\n+/g)].map((match) => match.index + match[0].length)];
  return plain(text, { headings, blocks: blocks.filter((offset) => offset < text.length) });
}

export function chunk(
  loaded: LoadedDocument,
  chunking: ChunkingOptions = recursive,
  {
    uri = null,
    title = null,
    signal,
  }: { readonly uri?: string | null; readonly title?: string | null; readonly signal?: AbortSignal } = {},
): Promise<readonly StagedChunk[]> {
  const documentId = makeId('document', 'one');
  const clock = new SystemClock();
  const request = { documentId, externalId: 'one', uri, title, chunking, embedder: tokenCounter, clock };
  return chunkDocument(loaded, request, signal);
}
