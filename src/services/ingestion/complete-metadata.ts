import type { Metadata, MetadataField } from '../../domain/metadata.js';
import type { FileProperties } from '../../ports/document-loader.js';
import { parseValue } from '../filters/parse-value.js';

/**
 * What was handed in, completed by what the file says of itself: its author, and when it was created and
 * modified, where the collection declares a STRING or DATETIME field of that name that the caller left out.
 * A property that is no value of the field is left out too.
 */
export function completeMetadata(
  given: Metadata,
  properties: FileProperties,
  fields: readonly MetadataField[],
): Metadata {
  const found = Object.entries(properties).flatMap(([name, property]: [string, unknown]) => {
    const type = fields.find((field) => field.name === name)?.type;
    if (type !== 'STRING' && type !== 'DATETIME') return [];
    const value = parseValue(type, property);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(found), ...given };
}
