import chardet from 'chardet';
import iconv from 'iconv-lite';

import { malformed } from './failures.js';

/** How much of a text in UTF-16 without a mark is NUL bytes, at least, in one half of its byte pairs. */
const nulShareOfUtf16 = 0.3;
const sampleBytes = 4096;
/** An encoding is guessed from this much. */
const guessBytes = 65_536;
/** Whether a text is damaged UTF-8 is told from this much. */
const damageBytes = 2 ** 20;

/**
 * Bytes to text: by their byte order mark, else UTF-16 where the NULs stand like it, else UTF-8, else as
 * `charset` says, else in the encoding the bytes look most like. The mark is no part of the text, line ends
 * stay as they are, there are no unpaired surrogates. Null for bytes that mean no text; throws
 * IngestionFailure MALFORMED_DOCUMENT for text that is damaged or in an encoding that cannot be told.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string | null {
  const marked = markedEncoding(bytes);
  const wide = marked ?? unmarkedUtf16(bytes);
  if (wide === null && bytes.includes(0)) return null;
  const text = isEscaped(bytes) ? decodeAs(bytes, 'iso-2022-jp') : decodeAs(bytes, wide ?? 'utf-8');
  const decoded = text ?? (marked === null ? decodeOther(bytes, charset) : null);
  if (decoded !== null) return decoded;
  throw malformed('its bytes are damaged, or in an encoding that could not be told; save it as UTF-8');
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

/** Japanese in seven bits, which is valid UTF-8 too: it switches alphabets by `ESC $ B` and the like. */
function isEscaped(bytes: Uint8Array): boolean {
  const sample = Buffer.from(bytes.subarray(0, guessBytes)).toString('latin1');
  return /\u001b\$[@B]/.test(sample) && /\u001b\([BJ]/.test(sample);
}

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with a few damaged bytes could be read as anything: it is not. */
function decodeOther(bytes: Uint8Array, charset: string | undefined): string | null {
  const asUtf8 = new TextDecoder('utf-8').decode(bytes.subarray(0, damageBytes));
  const intact = count(asUtf8, /[^\0-\x7f\ufffd]/gu);
  if (intact > 0 && intact >= count(asUtf8, /\ufffd/g)) return null;
  for (const encoding of [...declared(charset), ...guesses(bytes)]) {
    const text = iconv.decode(bytes, encoding);
    if (isPlausible(text, encoding)) return text;
  }
  return null;
}

function declared(charset: string | undefined): readonly string[] {
  return charset !== undefined && iconv.encodingExists(charset) ? [charset.toLowerCase()] : [];
}

/** A Western encoding is likelier than its rare relatives by this much of chardet's confidence. */
const westernBonus = 10;
const leastConfidence = 5;

/** Likely encodings, likeliest first; Windows-1252 is always among them. */
function guesses(bytes: Uint8Array): readonly string[] {
  const found = chardet.analyse(bytes.subarray(0, guessBytes)).map(({ name, confidence }) => {
    const western = name === 'ISO-8859-1' || name === 'windows-1252';
    // Latin-1 is what Windows-1252 leaves out the typography of.
    return western
      ? { encoding: 'windows-1252', confidence: confidence + westernBonus }
      : { encoding: name.toLowerCase(), confidence };
  });
  return [...found, { encoding: 'windows-1252', confidence: westernBonus }]
    .filter(({ encoding, confidence }) => confidence >= leastConfidence && iconv.encodingExists(encoding))
    .filter(({ encoding }) => !encoding.startsWith('utf'))
    .sort((one, other) => other.confidence - one.confidence)
    .map(({ encoding }) => encoding);
}

/** What texts are written in besides ASCII; half-width Katakana is what other encodings look like when misread. */
const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/gu,
  /\p{Script=Cyrillic}/gu,
  /\p{Script=Greek}/gu,
  /\p{Script=Hebrew}/gu,
  /\p{Script=Arabic}/gu,
  /\p{Script=Thai}/gu,
  /[\p{Script=Hangul}\p{Script=Han}]/gu,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Bopomofo}\u30a0-\u30ff]/gu,
];
const mostlyAsciiEncodings = new Set(['windows-1252', 'iso-8859-1']);

/** Whether this reads like a text: letters of one script and punctuation, capitals where words begin. */
function isPlausible(text: string, encoding: string): boolean {
  if (/[\ufffd\u0080-\u009f\ue000-\uf8ff]/.test(text)) return false;
  const sample = text.slice(0, guessBytes);
  const beyondAscii = count(sample, /[^\0-\x7f]/gu);
  if (mostlyAsciiEncodings.has(encoding) && beyondAscii > sample.length * 0.3) return false;
  const foreign = sample.replace(/[\0-\x7f]+/g, ' ');
  const letters = Math.max(...scripts.map((script) => count(foreign, script)));
  const signs = count(foreign, /[\p{P}\p{Sc}°\u00a0\u3000\uff01-\uff5e]/gu);
  const misplacedCapitals = count(sample, /(?![\0-\x7f])\p{Ll}(?![\0-\x7f])\p{Lu}/gu);
  return letters + signs >= beyondAscii * 0.8 && misplacedCapitals <= letters * 0.05;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
