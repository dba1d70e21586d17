/** Files that are no text, by the bytes they begin with. */
const signatures: readonly {
  readonly kind: string;
  readonly bytes: readonly number[];
  readonly offset?: number;
}[] = [
  { kind: 'a PDF file', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'a ZIP archive or an Office file', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'an old Office file', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'a gzip archive', bytes: [0x1f, 0x8b] },
  { kind: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'an ELF program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'an SQLite database', bytes: [...Buffer.from('SQLite format 3\0', 'latin1')] },
  { kind: 'an MP4 video', bytes: [0x66, 0x74, 0x79, 0x70], offset: 4 },
  { kind: 'an RTF file', bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
];

/** What kind of binary file this is, as in "a PNG image"; null where it may be text. */
export function detectBinary(bytes: Uint8Array): string | null {
  const known = signatures.find(({ bytes: signature, offset = 0 }) =>
    signature.every((byte, index) => bytes[offset + index] === byte),
  );
  return known?.kind ?? null;
}
