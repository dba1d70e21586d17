import { IngestionFailure } from '../../../src/domain/errors.js';
import type { DocumentLoader, LoadedDocument } from '../../../src/ports/document-loader.js';

/** The least of a loader: UTF-8, one block for each paragraph. A text with a NUL is of no known type. */
export class ParagraphLoader implements DocumentLoader {
  loads = 0;

  load({ bytes }: { readonly bytes: Uint8Array }): Promise<LoadedDocument> {
    this.loads += 1;
    const text = new TextDecoder().decode(bytes);
    if (text.includes('\0')) return refuse('UNSUPPORTED_MEDIA_TYPE', 'it is not a text');
    if (text.trim() === '') return refuse('NO_TEXT', 'there is no text in it');
    const blocks = [0, ...[...text.matchAll(/\n\n/g)].map((match) => match.index + 2)];
    return Promise.resolve({ mediaType: 'text/plain', text, title: null, headings: [], pages: [], blocks });
  }
}

function refuse(code: 'UNSUPPORTED_MEDIA_TYPE' | 'NO_TEXT', message: string): Promise<never> {
  return Promise.reject(new IngestionFailure(code, message));
}
