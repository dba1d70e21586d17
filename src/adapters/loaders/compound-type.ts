/** OLE2 compound files by the names of their streams, in the order in which they tell. */
const kinds: readonly (readonly [stream: string, type: string])[] = [
  ['EncryptedPackage', 'application/encrypted'],
  ['__substg1.0_', 'application/vnd.ms-outlook'],
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];

/** The media type of an OLE2 compound file; "application/encrypted" for an Office document with a password. */
export function compoundType(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // As bytes: looking for a UTF-16 string never ends in Node where the bytes begin at an odd address.
  const holds = (stream: string): boolean => file.includes(Buffer.from(stream, 'utf16le'));
  return kinds.find(([stream]) => holds(stream))?.[1] ?? 'application/x-ole-storage';
}
