import { constants, inflateRawSync } from 'node:zlib';

import { malformed } from './failures.js';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
/** The end record and the longest comment after it. */
const longestEnd = 22 + 65_535;
/** Enough to find the parts that tell a format. */
const mostEntries = 20_000;

/**
 * The media type of a ZIP container, from its directory and its first file, nothing unpacked:
 * "application/zip" where it is no document. Throws MALFORMED_DOCUMENT where its directory is missing.
 */
export function zipType(bytes: Uint8Array): string {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = entryNames(archive);
  return declaredType(archive) ?? typeByParts(names);
}

/** What an ODF document and an EPUB say of themselves in their first file. */
function declaredType(archive: Buffer): string | null {
  if (archive.toString('latin1', 30, 38) !== 'mimetype') return null;
  const start = 38 + archive.readUInt16LE(28);
  const stored = archive.readUInt16LE(8) === 0;
  const type = stored ? archive.subarray(start, start + longestType) : inflated(archive.subarray(start));
  return documentType.exec(type.toString('latin1'))?.[0] ?? null;
}

const longestType = 100;
const documentType = /^application\/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z]+(?:-template)?)/;

/** It should be stored as it is, and is not always. */
function inflated(packed: Buffer): Buffer {
  try {
    const limits = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestType };
    return inflateRawSync(packed.subarray(0, 2 * longestType), limits);
  } catch {
    return Buffer.alloc(0);
  }
}

const ooxml = 'application/vnd.openxmlformats-officedocument';
/** Of parts that only files of a type have. */
const typesByPart: readonly (readonly [part: string, type: string])[] = [
  ['word/document.xml', `${ooxml}.wordprocessingml.document`],
  ['xl/workbook.bin', 'application/vnd.ms-excel.sheet.binary.macroEnabled.12'],
  ['xl/workbook.xml', `${ooxml}.spreadsheetml.sheet`],
  ['ppt/presentation.xml', `${ooxml}.presentationml.presentation`],
  ['META-INF/container.xml', 'application/epub+zip'],
];
const typesByFolder: readonly (readonly [folder: string, type: string])[] = [
  ['word/', `${ooxml}.wordprocessingml.document`],
  ['xl/', `${ooxml}.spreadsheetml.sheet`],
  ['ppt/', `${ooxml}.presentationml.presentation`],
];

function typeByParts(names: ReadonlySet<string>): string {
  const byPart = typesByPart.find(([part]) => names.has(part))?.[1];
  if (byPart !== undefined) return byPart;
  if (!names.has('[Content_Types].xml')) return 'application/zip';
  const all = [...names];
  const within = typesByFolder.find(([folder]) => all.some((name) => name.startsWith(folder)));
  return within?.[1] ?? 'application/zip';
}

function entryNames(archive: Buffer): ReadonlySet<string> {
  const end = endRecord(archive);
  const names = new Set<string>();
  let offset = archive.readUInt32LE(end + 16);
  while (names.size < mostEntries && offset + 46 <= end && archive.readUInt32LE(offset) === directoryEntry) {
    const length = archive.readUInt16LE(offset + 28);
    names.add(archive.toString('utf8', offset + 46, offset + 46 + length));
    offset += 46 + length + archive.readUInt16LE(offset + 30) + archive.readUInt16LE(offset + 32);
  }
  return names;
}

function endRecord(archive: Buffer): number {
  const last = Math.max(0, archive.length - longestEnd);
  for (let offset = archive.length - 22; offset >= last; offset -= 1) {
    if (archive.readUInt32LE(offset) === endOfDirectory) return offset;
  }
  throw malformed('it is a ZIP container whose directory is missing; it was cut off or damaged');
}
