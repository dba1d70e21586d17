interface Signature {
  readonly kind: string;
  /** Characters up to U+00FF stand for bytes. */
  readonly bytes: string;
  readonly offset?: number;
}

/** Formats that are no documents to read, by the bytes that mark them. */
const signatures: readonly Signature[] = [
  { kind: 'a PostScript file', bytes: '%!PS' },
  { kind: 'an empty ZIP archive', bytes: 'PK\x05\x06' },
  { kind: 'a gzip archive', bytes: '\x1f\x8b' },
  { kind: 'a bzip2 archive', bytes: '1AY&SY', offset: 4 },
  { kind: 'an xz archive', bytes: '\xfd7zXZ\0' },
  { kind: 'a zstd archive', bytes: '\x28\xb5\x2f\xfd' },
  { kind: 'a 7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { kind: 'a RAR archive', bytes: 'Rar!\x1a\x07' },
  { kind: 'a tar archive', bytes: 'ustar', offset: 257 },
  { kind: 'a PNG image', bytes: '\x89PNG' },
  { kind: 'a JPEG image', bytes: '\xff\xd8\xff' },
  { kind: 'a GIF image', bytes: 'GIF8' },
  { kind: 'a TIFF image', bytes: 'II*\0' },
  { kind: 'a TIFF image', bytes: 'MM\0*' },
  { kind: 'a WebP image', bytes: 'WEBP', offset: 8 },
  { kind: 'an MP4 video', bytes: 'ftyp', offset: 4 },
  { kind: 'an Ogg file', bytes: 'OggS\0' },
  { kind: 'an ELF program', bytes: '\x7fELF' },
  { kind: 'a WebAssembly module', bytes: '\0asm' },
  { kind: 'an SQLite database', bytes: 'SQLite format 3\0' },
];

const sampleBytes = 4096;
/** More control characters than this share are no text's. */
const controlShare = 0.05;

/** What kind of binary file this is, as in "a PNG image", where its first bytes tell; else null. */
export function detectBinary(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, sampleBytes)).toString('latin1');
  return signatures.find(({ bytes: mark, offset = 0 }) => start.startsWith(mark, offset))?.kind ?? null;
}

/** Whether decoded text still looks like bytes that mean no text: a NUL, or many control characters. */
export function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const sample = text.slice(0, sampleBytes);
  const controls = sample.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0;
  return controls > sample.length * controlShare;
}
