import type { DocumentBy } from '../../domain/document-by.js';
import { BadUserInputError } from '../../domain/errors.js';
import type { DocumentByInput } from '../../schema/document-by.input.js';
import type { Plain } from '../../schema/plain.js';
import { parseId } from './parse-id.js';

/** Throws BadUserInputError naming what is wrong within `argument`. */
export function parseDocumentBy(input: Plain<DocumentByInput>, argument: string): DocumentBy {
  if (input.id !== null && input.id !== undefined) {
    return { id: parseId('document', input.id, `${argument}.id`) };
  }
  if (!input.externalId) throw new BadUserInputError(argument, 'must have exactly one of id, externalId');
  const { collection, externalId } = input.externalId;
  return { externalId: { collection, externalId } };
}

/** Each costs a read of the catalog. */
const mostDocuments = 1000;

/** As `parseDocumentBy`, for a list of at most 1000. */
export function parseDocumentsBy(
  inputs: readonly Plain<DocumentByInput>[],
  argument: string,
): readonly DocumentBy[] {
  if (inputs.length > mostDocuments) {
    throw new BadUserInputError(
      argument,
      `must name at most ${mostDocuments} documents, not ${inputs.length}`,
    );
  }
  return inputs.map((input, place) => parseDocumentBy(input, `${argument}[${place}]`));
}
