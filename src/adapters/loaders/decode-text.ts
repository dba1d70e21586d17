/** Null where the bytes are no text in any encoding tried. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** How much of a text in UTF-16 without a mark is NUL bytes, at least, in one half of its byte pairs. */
const nulShareOfUtf16 = 0.3;
/** How much of a Windows-1252 text may be control characters. */
const controlShare = 0.005;

/**
 * Bytes to text: by their byte order mark, else UTF-8, else UTF-16 where the zeros stand like it, else
 * Windows-1252 where that gives plausible text. The mark is no part of the text; line ends stay as they are.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = markedEncoding(bytes) ?? guessedEncoding(bytes);
  const text = encoding === null ? null : decodeAs(bytes, encoding);
  if (text !== null && encoding !== null) return isText(text) ? { text, encoding } : null;
  return windows1252(bytes);
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function guessedEncoding(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096);
  const nuls = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const enough = (sample.length / 2) * nulShareOfUtf16;
  if (odd >= enough && odd > 0 && even === 0) return 'utf-16le';
  if (even >= enough && even > 0 && odd === 0) return 'utf-16be';
  return 'utf-8';
}

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function windows1252(bytes: Uint8Array): DecodedText | null {
  const text = new TextDecoder('windows-1252').decode(bytes);
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f\u0080-\u009f]/g)?.length ?? 0;
  return isText(text) && controls <= text.length * controlShare ? { text, encoding: 'windows-1252' } : null;
}

function isText(text: string): boolean {
  return !text.includes('\0');
}
