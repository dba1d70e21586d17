import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { encrypted, malformed } from '../failures.js';

const headerWindowBytes = 1024;

/**
 * Opens the file, hands it to `read` and closes it, whatever happens. Throws MALFORMED_DOCUMENT for bytes
 * that are no PDF or are damaged beyond repair, ENCRYPTED_DOCUMENT where a password is needed.
 */
export async function openPdf<Result>(
  bytes: Uint8Array,
  read: (document: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headerWindowBytes));
  if (!start.includes('%PDF-')) throw malformed('it does not begin as a PDF file does');
  // Loaded when first needed: pdf.js takes a while to load, and other formats should not wait for it.
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    // A copy: pdf.js takes the bytes it is given away from their owner.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    // What cannot be read is an error, not a gap that nobody sees.
    stopAtErrors: true,
    cMapUrl: packageFolder('cmaps'),
    standardFontDataUrl: packageFolder('standard_fonts'),
    wasmUrl: packageFolder('wasm'),
  });
  try {
    return await read(await readPart('the file', task.promise));
  } finally {
    await task.destroy();
  }
}

/** What pdf.js reads of the file; what it rejects with becomes a failure that names the part. */
export async function readPart<Result>(part: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw encrypted('it is protected by a password');
    }
    throw malformed(`${part} is damaged`, { cause: error });
  }
}

/** pdf.js wants a path that ends in a separator. */
function packageFolder(name: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return join(root, name).replaceAll(sep, '/') + '/';
}
