import { webcrypto } from 'node:crypto';

import { BadUserInputError } from '../../domain/errors.js';
import type { ContentHash } from '../../domain/ids.js';
import type { DocumentDraft } from '../../domain/ingestion.js';
import type { MetadataField } from '../../domain/metadata.js';
import { parseMetadata } from '../filters/parse-metadata.js';
import type { DocumentInput } from './document-input.js';

const maxExternalIdLength = 1024;
const maxGroups = 100;
const maxGroupLength = 256;

/** A document that may be accepted, with the bytes its draft describes. */
export interface ParsedDocument {
  readonly draft: DocumentDraft;
  readonly bytes: Uint8Array;
}

/**
 * Checks what can be checked before anything is stored. Rejects with BadUserInputError naming the element:
 * too many documents, a bad or repeated externalId, bad access groups, metadata that is not as declared.
 */
export async function parseDocuments(
  inputs: readonly DocumentInput[],
  rules: { readonly fields: readonly MetadataField[]; readonly maxDocuments: number },
): Promise<ParsedDocument[]> {
  if (inputs.length > rules.maxDocuments) {
    const limit = `must have at most ${String(rules.maxDocuments)} elements`;
    throw new BadUserInputError('input.documents', limit);
  }
  const documents: ParsedDocument[] = [];
  for (const [index, input] of inputs.entries()) {
    documents.push(await parseDocument(input, `input.documents[${String(index)}]`, rules.fields));
  }
  refuseRepeated(documents);
  return documents;
}

async function parseDocument(
  input: DocumentInput,
  argument: string,
  fields: readonly MetadataField[],
): Promise<ParsedDocument> {
  const { bytes, fileName } = input.source;
  const metadata = parseMetadata(input.metadata, fields, `${argument}.metadata`);
  const access = parseAccess(input.access, `${argument}.access`);
  const contentHash = await hashOf(bytes);
  const externalId = input.externalId ?? input.uri ?? fileName ?? contentHash;
  if (externalId.length < 1 || externalId.length > maxExternalIdLength) {
    const range = `must have 1 to ${String(maxExternalIdLength)} characters`;
    throw new BadUserInputError(`${argument}.externalId`, range);
  }
  const { title = null, uri = null, mediaType = null } = input;
  const byteLength = bytes.byteLength;
  return { draft: { externalId, title, uri, mediaType, metadata, access, contentHash, byteLength }, bytes };
}

/** Distinct groups. Throws BadUserInputError naming the element below `argument`. */
export function parseAccess(groups: readonly string[], argument: string): readonly string[] {
  if (groups.length > maxGroups) {
    throw new BadUserInputError(argument, `must have at most ${String(maxGroups)} elements`);
  }
  for (const [index, group] of groups.entries()) {
    if (group.length >= 1 && group.length <= maxGroupLength) continue;
    const range = `must have 1 to ${String(maxGroupLength)} characters`;
    throw new BadUserInputError(`${argument}[${String(index)}]`, range);
  }
  return [...new Set(groups)];
}

/** Off the main thread, which a large document would hold up. */
async function hashOf(bytes: Uint8Array): Promise<ContentHash> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('hex') as ContentHash;
}

function refuseRepeated(documents: readonly ParsedDocument[]): void {
  const first = new Map<string, number>();
  for (const [index, { draft }] of documents.entries()) {
    const earlier = first.get(draft.externalId);
    if (earlier !== undefined) {
      const reason = `is the same as that of input.documents[${String(earlier)}]: ${draft.externalId}`;
      throw new BadUserInputError(`input.documents[${String(index)}].externalId`, reason);
    }
    first.set(draft.externalId, index);
  }
}
