import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

import { IngestionFailure } from '../../../domain/errors.js';
import { encrypted, malformed } from '../failures.js';

const mostEntries = 10_000;
const mostBytes = 512 * 1024 * 1024;
/** An entry beyond this size that was packed tighter than this is made to exhaust its reader. */
const suspiciousBytes = 10 * 1024 * 1024;
const suspiciousRatio = 200;

/**
 * The files in a ZIP archive, unpacked when they are read. Their names have no `..`, no backslash and no
 * leading slash; case does not matter, as in Office packages, and of two of one name the first counts.
 */
export interface ZipArchive {
  /** In the archive's order, folders left out. */
  readonly names: readonly string[];
  /** Null where there is no such file. Throws MALFORMED_DOCUMENT where its bytes are damaged. */
  read(name: string): Promise<Uint8Array | null>;
}

/**
 * Reads the directory of an archive in memory. Throws MALFORMED_DOCUMENT for a damaged one or a name that
 * leads out of it, ENCRYPTED_DOCUMENT where a file needs a password, DOCUMENT_TOO_LARGE for more than 10,000
 * files, more than 512 MiB unpacked, or a file beyond 10 MiB that was packed tighter than 200 to 1.
 */
export async function openZip(bytes: Uint8Array): Promise<ZipArchive> {
  const zip = await asMalformed(() => fromBufferPromise(bufferOver(bytes)));
  if (zip.entryCount > mostEntries) throw tooLarge(`holds more than ${mostEntries} files`);
  const entries = await asMalformed(() => entriesOf(zip));
  checkSizes([...entries.values()]);
  return {
    names: [...entries.values()].map(({ fileName }) => fileName),
    read: async (name) => {
      const entry = entries.get(name.toLowerCase());
      return entry === undefined ? null : asMalformed(() => unpack(zip, entry));
    },
  };
}

function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const key = entry.fileName.toLowerCase();
    if (!key.endsWith('/') && !entries.has(key)) entries.set(key, entry);
  }
  return entries;
}

/** Trusts the directory: what unpacks to another size than it says there is refused while unpacking. */
function checkSizes(entries: readonly Entry[]): void {
  if (entries.some((entry) => entry.isEncrypted())) throw encrypted('files in it need a password');
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > mostBytes) throw tooLarge('unpacks to more than 512 MiB');
  const bomb = ({ uncompressedSize, compressedSize }: Entry): boolean =>
    uncompressedSize > suspiciousBytes && uncompressedSize > compressedSize * suspiciousRatio;
  if (entries.some(bomb))
    throw tooLarge('holds a file packed so tightly that it can only be meant as a trap');
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  const unpacked = Buffer.concat(pieces);
  if (crc32(unpacked) !== entry.crc32) throw malformed(`the checksum of ${entry.fileName} is wrong`);
  return unpacked;
}

async function asMalformed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof IngestionFailure) throw error;
    throw malformed('its ZIP archive is damaged', { cause: error });
  }
}

function tooLarge(what: string): IngestionFailure {
  return new IngestionFailure('DOCUMENT_TOO_LARGE', `its ZIP archive ${what}`);
}
