import { IngestionFailure } from '../../domain/errors.js';
import type { DocumentLoader, LoadedDocument } from '../../ports/document-loader.js';
import { decodeText } from './decode-text.js';
import { detectBinary } from './detect-binary.js';
import { markdownMarks } from './markdown-marks.js';

type Source = Parameters<DocumentLoader['load']>[0];

const markdownType = 'text/markdown';
const plainType = 'text/plain';
const markdownName = /\.(?:md|markdown|mdown|mkd|mdx)$/i;
/** A heading, a fence, a list of links: what plain text has no reason to begin a line with. */
const markdownLine = /^(?:#{1,6} \S|```|~~~|(?:[-*] )?\[[^\]]+\]\([^)]+\))/m;

/**
 * Plain text and Markdown, in UTF-8, UTF-16 or Windows-1252. The text is the file's own, character for
 * character: offsets into it are offsets into the file. Other formats are refused by name.
 */
export class TextAndMarkdownLoader implements DocumentLoader {
  readonly #maxCharacters: number;

  constructor(limits: { readonly maxCharacters: number }) {
    this.#maxCharacters = limits.maxCharacters;
  }

  load(source: Source, signal?: AbortSignal): Promise<LoadedDocument> {
    return Promise.resolve().then(() => {
      signal?.throwIfAborted();
      const text = this.#textOf(source.bytes);
      const mediaType = mediaTypeOf(source, text);
      const marks =
        mediaType === markdownType
          ? markdownMarks(text)
          : { title: null, headings: [], blocks: paragraphStarts(text) };
      return { mediaType, text, pages: [], ...marks };
    });
  }

  #textOf(bytes: Uint8Array): string {
    const kind = detectBinary(bytes);
    if (kind !== null) throw unsupported(`it is ${kind}`);
    const decoded = decodeText(bytes);
    if (decoded === null) {
      if (bytes.includes(0)) throw unsupported('it is a binary file');
      throw new IngestionFailure(
        'MALFORMED_DOCUMENT',
        'its bytes are no text in UTF-8, UTF-16 or Windows-1252',
      );
    }
    const { text } = decoded;
    if (text.trim() === '') throw new IngestionFailure('NO_TEXT', 'there is no text in it');
    if (text.length > this.#maxCharacters) throw tooLong(text.length, this.#maxCharacters);
    return text;
  }
}

function mediaTypeOf({ mediaType, fileName }: Source, text: string): string {
  const declared = mediaType?.split(';')[0]?.trim().toLowerCase();
  if (declared === markdownType || declared === 'text/x-markdown') return markdownType;
  if (fileName !== null && markdownName.test(fileName)) return markdownType;
  return declared === undefined && markdownLine.test(text) ? markdownType : plainType;
}

/** Where each paragraph begins: the text's start, and what follows a blank line. */
function paragraphStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: gap } of text.matchAll(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*/g)) {
    const start = index + gap.length;
    if (start < text.length) starts.push(start);
  }
  return starts;
}

function unsupported(what: string): IngestionFailure {
  return new IngestionFailure('UNSUPPORTED_MEDIA_TYPE', `${what}; only plain text and Markdown can be read`);
}

function tooLong(length: number, limit: number): IngestionFailure {
  const reason = `its text has ${String(length)} characters, of which ${String(limit)} are allowed`;
  return new IngestionFailure('DOCUMENT_TOO_LARGE', reason);
}
