import { encrypted, unsupported } from '../failures.js';

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The stream in which Office keeps a file that has a password. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Throws for a file in the container of Office before 2007: ENCRYPTED_DOCUMENT where it holds a newer one
 * with a password, else UNSUPPORTED_MEDIA_TYPE.
 */
export function refuseOldOfficeFile(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, signature.length));
  if (!start.equals(signature)) return;
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(encryptedPackage)) {
    throw encrypted('it is an Office document with a password');
  }
  throw unsupported('an Office document from before 2007');
}
