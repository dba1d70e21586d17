import type { MetadataType, MetadataValue } from '../../domain/metadata.js';
import { parseInstant } from './parse-instant.js';

/** What a value of each type looks like, to say in an error. */
export const expectations: Readonly<Record<MetadataType, string>> = {
  STRING: 'a string without NUL and unpaired surrogates',
  NUMBER: 'a finite number',
  BOOLEAN: 'true or false',
  DATETIME: 'an RFC 3339 instant such as 2026-01-31T09:30:00Z',
  STRING_LIST: 'a list of strings without NUL and unpaired surrogates',
};

/** `value` as a value of `type`, instants normalised; undefined where it is none. */
export function parseValue(type: 'STRING_LIST', value: unknown): readonly string[] | undefined;
export function parseValue(type: 'STRING', value: unknown): string | undefined;
export function parseValue(
  type: Exclude<MetadataType, 'STRING_LIST'>,
  value: unknown,
): string | number | boolean | undefined;
export function parseValue(type: MetadataType, value: unknown): MetadataValue | undefined;
export function parseValue(type: MetadataType, value: unknown): MetadataValue | undefined {
  switch (type) {
    case 'STRING':
      return isText(value) ? value : undefined;
    case 'NUMBER':
      return Number.isFinite(value) ? (value as number) : undefined;
    case 'BOOLEAN':
      return typeof value === 'boolean' ? value : undefined;
    case 'DATETIME':
      return typeof value === 'string' ? parseInstant(value) : undefined;
    case 'STRING_LIST':
      return Array.isArray(value) && value.every(isText) ? value : undefined;
  }
}

/** A value as an error may quote it: short, and its kind plain. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  if (typeof value !== 'string') return `a value of type ${typeof value}`;
  return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
}

/** Stores write UTF-8 and C strings: neither keeps what is refused here as it was. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !/[\0\p{Surrogate}]/u.test(value);
}
