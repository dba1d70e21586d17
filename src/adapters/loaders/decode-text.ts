import { IngestionFailure } from '../../domain/errors.js';

/** How much of a text in UTF-16 without a mark is NUL bytes, at least, in one half of its byte pairs. */
const nulShareOfUtf16 = 0.3;
const sampleBytes = 4096;

/** 0x80 to 0x9F in Windows-1252, a blank where nothing is: some versions of Node read Latin-1 there. */
const windows1252Typography = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * Bytes to text: by their byte order mark, else UTF-16 where the NULs stand like it, else UTF-8, else
 * Windows-1252 where that is plausible. The mark is no part of the text, line ends stay as they are, there
 * are no unpaired surrogates. Null for bytes that mean no text; throws IngestionFailure MALFORMED_DOCUMENT
 * for text that is damaged or in another encoding.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = markedEncoding(bytes);
  const encoding = marked ?? unmarkedUtf16(bytes);
  if (encoding === null && bytes.includes(0)) return null;
  const text = decodeAs(bytes, encoding ?? 'utf-8');
  const decoded = text ?? (marked === null ? decodeWindows1252(bytes) : null);
  if (decoded !== null) return decoded;
  const reason = 'its bytes are neither UTF-8 nor UTF-16 nor plausible as Windows-1252; save it as UTF-8';
  throw new IngestionFailure('MALFORMED_DOCUMENT', reason);
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, sampleBytes);
  const nuls = (parity: number): number =>
    sample.reduce((count, byte, index) => (byte === 0 && index % 2 === parity ? count + 1 : count), 0);
  const [even, odd] = [nuls(0), nuls(1)];
  const enough = Math.max(1, (sample.length / 2) * nulShareOfUtf16);
  if (odd >= enough && even <= odd / 10) return 'utf-16le';
  return even >= enough && odd <= even / 10 ? 'utf-16be' : null;
}

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Any bytes can be read as Windows-1252. It is plausible for text that is mostly ASCII, whose other
 * characters are letters and typography, and which is not UTF-8 with a few damaged bytes.
 */
function decodeWindows1252(bytes: Uint8Array): string | null {
  const asUtf8 = new TextDecoder('utf-8').decode(bytes);
  const damaged = count(asUtf8, /\ufffd/g);
  if (count(asUtf8, /[^\0-\x7f\ufffd]/gu) > damaged) return null;
  const text = new TextDecoder('windows-1252')
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (character) =>
      windows1252Typography.charAt(character.charCodeAt(0) - 0x80).replace(' ', character),
    );
  if (/[\u0080-\u009f]/.test(text)) return null;
  const beyondAscii = count(text, /[^\0-\x7f]/g);
  const plausible = count(text, /(?![\0-\x7f])[\p{Script=Latin}\p{P}\p{Sc}°\u00a0]/gu);
  return beyondAscii <= text.length * 0.3 && plausible >= beyondAscii * 0.8 ? text : null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
