import type { Condition, FieldFilter, Filter, ScalarOperand } from '../../src/domain/filter.js';
import {
  builtInFields,
  type Metadata,
  type MetadataType,
  type MetadataValue,
} from '../../src/domain/metadata.js';
import type { Sampler } from '../support/sampler.js';
import { at } from './catalog-scenario.js';

/** Declared fields, with names that a naive compiler would stumble over. */
const declaredFields: readonly (readonly [string, MetadataType])[] = [
  ['language', 'STRING'],
  ['the "year"', 'NUMBER'],
  ["it's.a.draft", 'BOOLEAN'],
  ['$.seen[0]', 'DATETIME'],
  ['tags', 'STRING_LIST'],
];

const strings = [
  '',
  'a',
  'A',
  'ab',
  'b%',
  '_',
  "'",
  '"',
  '\\',
  'é',
  'e\u0301',
  '😀',
  '\uff5e',
  '\ue000',
  '1',
  'null',
];
const numbers = [0, 1, -1, 0.1, 0.30000000000000004, 0.3, 2020, 1e21, 9007199254740992, 699722734812234800];

export function anyString(sampler: Sampler): string {
  return sampler.chance(0.7) ? sampler.pick(strings) : sampler.pick(strings) + sampler.pick(strings);
}

/** Some of the declared fields, each with a value of its type. */
export function anyMetadata(sampler: Sampler): Metadata {
  const fields = sampler.some(declaredFields, 0.7);
  return Object.fromEntries(fields.map(([name, type]) => [name, anyValue(sampler, type)]));
}

export function anyFilter(sampler: Sampler, depth = 3): Filter {
  if (depth === 0 || sampler.chance(0.4)) return anyField(sampler);
  const filters = Array.from({ length: sampler.below(4) }, () => anyFilter(sampler, depth - 1));
  if (sampler.chance(0.3)) return { kind: 'not', filter: anyFilter(sampler, depth - 1) };
  return { kind: sampler.pick(['all', 'any'] as const), filters };
}

function anyField(sampler: Sampler): FieldFilter {
  const builtIn = sampler.chance(0.4);
  const [name, type] = sampler.pick(builtIn ? Object.entries(builtInFields) : declaredFields);
  return { kind: 'field', name, type, builtIn, condition: anyCondition(sampler, type) };
}

function anyCondition(sampler: Sampler, type: MetadataType): Condition {
  if (sampler.chance(0.1)) return { operator: 'exists', value: sampler.chance(0.5) };
  if (type === 'STRING_LIST') return { operator: 'contains', value: anyString(sampler) };
  const operand = () => anyValue(sampler, type) as ScalarOperand;
  const operators =
    type === 'BOOLEAN' ? (['eq', 'ne'] as const) : (['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const);
  if (sampler.chance(0.2))
    return { operator: 'in', values: Array.from({ length: sampler.below(4) }, operand) };
  return { operator: sampler.pick(operators), value: operand() };
}

function anyValue(sampler: Sampler, type: MetadataType): MetadataValue {
  switch (type) {
    case 'STRING':
      return anyString(sampler);
    case 'NUMBER':
      return sampler.pick(numbers);
    case 'BOOLEAN':
      return sampler.chance(0.5);
    case 'DATETIME':
      return at(sampler.below(5)).toISOString();
    case 'STRING_LIST':
      return Array.from({ length: sampler.below(3) }, () => anyString(sampler));
  }
}
