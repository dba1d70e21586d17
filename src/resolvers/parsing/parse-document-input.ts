import { BadUserInputError } from '../../domain/errors.js';
import type { DocumentInput, DocumentSourceInput } from '../../schema/ingest.input.js';
import type { Plain } from '../../schema/plain.js';
import type { DocumentInput as NewDocument } from '../../services/ingestion/document-input.js';

/** Throws BadUserInputError naming what is wrong within `argument`. */
export function parseDocumentInput(input: Plain<DocumentInput>, argument: string): NewDocument {
  const { externalId, title, uri, mediaType } = input;
  return {
    externalId,
    title,
    uri,
    mediaType,
    metadata: input.metadata ?? {},
    access: input.access ?? [],
    source: { kind: 'bytes', bytes: parseSource(input.source, `${argument}.source`), fileName: null },
  };
}

function parseSource(source: Plain<DocumentSourceInput>, argument: string): Uint8Array {
  if (typeof source.text === 'string') return new TextEncoder().encode(source.text);
  if (typeof source.base64 === 'string') return parseBase64(source.base64, `${argument}.base64`);
  throw new BadUserInputError(argument, 'must have exactly one of text, base64');
}

/** White space is allowed, as `base64` wraps its lines. */
function parseBase64(encoded: string, argument: string): Uint8Array {
  const digits = encoded.replace(/\s+|=+\s*$/g, '');
  const bytes = Buffer.from(digits, 'base64');
  // Node passes over what is no base64 digit and stops at a `=`: then bytes are missing.
  if (digits.length % 4 === 1 || bytes.length !== Math.floor((digits.length * 3) / 4)) {
    throw new BadUserInputError(argument, 'is not base64');
  }
  return bytes;
}
