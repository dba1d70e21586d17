import { BadUserInputError } from '../../domain/errors.js';
import type { Metadata, MetadataField, MetadataValue } from '../../domain/metadata.js';
import { nearMisses } from '../near-misses.js';
import { describeValue, expectations, parseValue } from './parse-value.js';

/**
 * A document's metadata, checked against the collection's declared `fields`; a null stands for an absent
 * field, and so does no metadata at all. Throws BadUserInputError naming the element below `argument`,
 * such as `input.documents[3].metadata.year`.
 */
export function parseMetadata(value: unknown, fields: readonly MetadataField[], argument: string): Metadata {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new BadUserInputError(argument, `must be an object, not ${describeValue(value)}`);
  }
  const given = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(
    given.map(([name, each]) => [name, parseField(name, each, fields, `${argument}.${name.slice(0, 64)}`)]),
  );
}

function parseField(
  name: string,
  value: unknown,
  fields: readonly MetadataField[],
  argument: string,
): MetadataValue {
  const field = fields.find((declared) => declared.name === name);
  if (field === undefined) throw unknownField(name, fields, argument);
  const parsed = parseValue(field.type, value);
  if (parsed !== undefined) return parsed;
  const expected = expectations[field.type];
  throw new BadUserInputError(argument, `must be ${expected} (${field.type}), not ${describeValue(value)}`);
}

function unknownField(name: string, fields: readonly MetadataField[], argument: string): BadUserInputError {
  const names = fields.map((field) => field.name);
  const meant = nearMisses(name, names);
  const hint = meant.length === 0 ? '' : `; did you mean ${meant.join(', ')}?`;
  return new BadUserInputError(argument, `is not a declared metadata field of the collection${hint}`);
}
