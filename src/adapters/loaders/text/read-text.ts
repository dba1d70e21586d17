import { decodeText } from '../decode-text.js';
import { looksBinary } from '../detect-binary.js';
import { noText, tooLong, unsupported } from '../failures.js';
import type { FormatHints } from '../format-loader.js';

/** No encoding read here takes more bytes for one UTF-16 code unit. */
const mostBytesPerCharacter = 4;

/** The file's text. Throws UNSUPPORTED_MEDIA_TYPE for bytes that mean none, NO_TEXT, DOCUMENT_TOO_LARGE. */
export function readText(bytes: Uint8Array, { charset, maxCharacters }: FormatHints): string {
  if (bytes.length === 0) throw noText('it is empty');
  if (bytes.length > maxCharacters * mostBytesPerCharacter + 4) throw tooLong(maxCharacters);
  const text = decodeText(bytes, charset);
  if (text === null || looksBinary(text)) throw unsupported('a binary file');
  if (text.trim() === '') throw noText();
  if (text.length > maxCharacters) throw tooLong(maxCharacters);
  return text;
}
