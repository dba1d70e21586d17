import iconv from 'iconv-lite';

import { decodeText } from '../decode-text.js';

/** Where HTML's standard has browsers look for it. */
const declarationBytes = 4096;
const declaration = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i;

/**
 * Bytes to text: by the byte order mark, else as the page declares it, damaged characters replaced as
 * browsers do; else as plain text. Null for bytes that mean no text; throws MALFORMED_DOCUMENT as decodeText.
 */
export function decodeHtml(bytes: Uint8Array): string | null {
  const marked = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(latin1(bytes.subarray(0, 3)));
  const declared = marked ? null : declaredEncoding(bytes);
  if (declared === null) return decodeText(bytes);
  if (declared === 'utf-8') return new TextDecoder('utf-8').decode(bytes);
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), declared);
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const [, meta, xml] = declaration.exec(latin1(bytes.subarray(0, declarationBytes))) ?? [];
  const name = (meta ?? xml ?? '').toLowerCase();
  // A page that can be read so far cannot be in UTF-16: browsers take UTF-8 then.
  if (name === 'utf8' || name.startsWith('utf-')) return 'utf-8';
  // As browsers do: Latin-1 is read as the larger set that everybody means by it.
  if (name === 'iso-8859-1' || name === 'latin1' || name === 'us-ascii') return 'windows-1252';
  return name !== '' && iconv.encodingExists(name) ? name : null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
