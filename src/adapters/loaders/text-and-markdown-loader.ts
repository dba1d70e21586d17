import { IngestionFailure } from '../../domain/errors.js';
import type { DocumentLoader, LoadedDocument } from '../../ports/document-loader.js';
import { decodeText } from './decode-text.js';
import { detectBinary, looksBinary } from './detect-binary.js';
import { markdownMarks } from './markdown-marks.js';
import { textTypeOf } from './text-type.js';

/** No encoding read here takes more bytes for one UTF-16 code unit. */
const mostBytesPerCharacter = 3;

/**
 * Plain text and Markdown, in UTF-8, UTF-16 or Windows-1252. The text is the file's own, character for
 * character: offsets into it are offsets into the file. Other formats are refused by name.
 */
export class TextAndMarkdownLoader implements DocumentLoader {
  readonly #maxCharacters: number;

  constructor(limits: { readonly maxCharacters: number }) {
    this.#maxCharacters = limits.maxCharacters;
  }

  async load(source: Parameters<DocumentLoader['load']>[0], signal?: AbortSignal): Promise<LoadedDocument> {
    signal?.throwIfAborted();
    const text = this.#textOf(source.bytes);
    const mediaType = textTypeOf(source, text);
    if (mediaType === null) throw unsupported('an HTML page');
    const marks =
      mediaType === 'text/markdown'
        ? await markdownMarks(text, signal)
        : { title: null, headings: [], blocks: paragraphStarts(text) };
    return { mediaType, text, pages: [], ...marks };
  }

  #textOf(bytes: Uint8Array): string {
    const kind = detectBinary(bytes);
    if (kind !== null) throw unsupported(kind);
    if (bytes.length > this.#maxCharacters * mostBytesPerCharacter + 3) throw this.#tooLarge();
    const text = decodeText(bytes);
    if (text === null || looksBinary(text)) throw unsupported('a binary file');
    if (text.trim() === '') throw new IngestionFailure('NO_TEXT', 'there is no text in it');
    if (text.length > this.#maxCharacters) throw this.#tooLarge();
    return text;
  }

  #tooLarge(): IngestionFailure {
    const reason = `its text is longer than the ${this.#maxCharacters} characters that are allowed`;
    return new IngestionFailure('DOCUMENT_TOO_LARGE', reason);
  }
}

/** Where each paragraph begins: at the text's start, and after a blank line. */
function paragraphStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: gap } of text.matchAll(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*/g)) {
    const start = index + gap.length;
    if (start < text.length) starts.push(start);
  }
  return starts;
}

function unsupported(kind: string): IngestionFailure {
  return new IngestionFailure(
    'UNSUPPORTED_MEDIA_TYPE',
    `it is ${kind}; only plain text and Markdown can be read`,
  );
}
