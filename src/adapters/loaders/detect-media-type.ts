import { compoundType } from './compound-type.js';
import { detectBinary, looksBinary } from './detect-binary.js';
import { encrypted, malformed, unsupported } from './failures.js';
import { extensionOf } from './file-name.js';
import { textTypeOf } from './text-type.js';
import { zipType } from './zip-type.js';

/** What the caller says of a file. */
export interface SourceHints {
  /** In lower case, without parameters; a wrong one is not trusted. */
  readonly mediaType: string | null;
  /** A name, a path or a URL. */
  readonly fileName: string | null;
}

/** Formats that can be told but not read, each with what to do about it. */
const unreadable: Readonly<Record<string, readonly [kind: string, advice?: string]>> = {
  'application/msword': ['an old Word document (.doc)', 'save it as .docx'],
  'application/vnd.ms-excel': ['an old Excel workbook (.xls)', 'save it as .xlsx'],
  'application/vnd.ms-powerpoint': ['an old PowerPoint presentation (.ppt)', 'save it as .pptx'],
  'application/vnd.ms-outlook': ['an Outlook message (.msg)', 'save it as .eml'],
  'application/vnd.ms-excel.sheet.binary.macroEnabled.12': [
    'a binary Excel workbook (.xlsb)',
    'save it as .xlsx',
  ],
  'application/x-ole-storage': ['an old Office document'],
  'application/zip': ['a ZIP archive', 'ingest the files in it one by one'],
};

/** Formats whose bytes cannot be mistaken for anything else, by the extensions of their files. */
const marked: Readonly<Record<string, string>> = {
  pdf: 'a PDF file',
  docx: 'a Word document',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint presentation',
  odt: 'an OpenDocument text',
  epub: 'an EPUB book',
};

/**
 * The media type of a file, from its bytes first; what it is declared or named as only decides between kinds
 * of text. Throws IngestionFailure: UNSUPPORTED_MEDIA_TYPE for what is no document by its bytes,
 * ENCRYPTED_DOCUMENT, MALFORMED_DOCUMENT where a file is named as what it cannot be, or is cut off.
 */
export function detectMediaType(bytes: Uint8Array, hints: SourceHints): string {
  const type = markedType(bytes);
  if (type === 'application/encrypted') throw encrypted('it is an Office document protected by a password');
  if (type !== null) return readable(type);
  const binary = detectBinary(bytes);
  if (binary !== null) throw unsupported(binary);
  const expected = marked[extensionOf(hints.fileName)];
  if (expected !== undefined) {
    throw malformed(bytes.length === 0 ? 'it is empty' : `it is named as ${expected} but is none`);
  }
  const sample = sampleOf(bytes);
  if (looksBinary(sample)) throw unsupported('a binary file');
  return textTypeOf(hints, sample);
}

function readable(type: string): string {
  const kind = unreadable[type];
  if (kind !== undefined) throw unsupported(...kind);
  return type;
}

const sampleBytes = 65_536;

/** The type of a file whose bytes say it, or null. */
function markedType(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.startsWith('PK\x03\x04')) return zipType(bytes);
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundType(bytes);
  if (/^(?:\xef\xbb\xbf)?\s*\{\\rtf/.test(start)) return 'application/rtf';
  // Readers of PDF look for its mark in the first 1024 bytes; in a text it may well be mentioned there.
  const isPdf =
    /^(?:\xef\xbb\xbf)?\s*%PDF-/.test(start) || (/[\0-\x08]/.test(start) && start.includes('%PDF-'));
  return isPdf ? 'application/pdf' : null;
}

/** Good enough to see a text's structure, whatever its encoding. */
function sampleOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, sampleBytes);
  const encoding = utf16Of(start);
  if (encoding !== null) return new TextDecoder(encoding).decode(start);
  return Buffer.from(start)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
}

function utf16Of(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0 && bytes[1] !== 0) return 'utf-16be';
  return bytes[1] === 0 && bytes[0] !== 0 ? 'utf-16le' : null;
}
