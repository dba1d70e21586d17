import { InvalidFilterError } from '../../domain/errors.js';
import type { FieldFilter, Filter } from '../../domain/filter.js';
import { builtInFields, type BuiltInField, type MetadataField } from '../../domain/metadata.js';
import { nearMisses } from '../near-misses.js';
import { theOneKey } from './one-of.js';
import { parseCondition } from './parse-condition.js';
import { describeValue } from './parse-value.js';

/** A FilterInput of the API, as it came; `parseFilter` checks all of it. */
export type FilterInputValue = object;

const deepest = 8;
const mostConditions = 64;

/**
 * The filter that `input` asks for, its operands of the fields' types. Throws InvalidFilterError for an
 * unknown field (with near misses), an operator or operand its type does not take, a malformed tree, one
 * more than 8 deep or of more than 64 conditions.
 */
export function parseFilter(input: FilterInputValue, fields: readonly MetadataField[]): Filter {
  return new FilterParser(fields).parse(input, 1);
}

class FilterParser {
  readonly #fields: readonly MetadataField[];
  #conditions = 0;

  constructor(fields: readonly MetadataField[]) {
    this.#fields = fields;
  }

  parse(input: unknown, depth: number): Filter {
    if (depth > deepest) throw new InvalidFilterError(`a filter is at most ${deepest} deep`);
    const [kind, value] = theOneKey(input, 'a filter');
    switch (kind) {
      case 'all':
      case 'any':
        return { kind, filters: this.#parseEach(kind, value, depth) };
      case 'not':
        return { kind, filter: this.parse(value, depth + 1) };
      case 'field':
        return this.#parseField(value);
      default:
        throw new InvalidFilterError(`a filter is all, any, not or field, not ${kind}`);
    }
  }

  #parseEach(kind: string, filters: unknown, depth: number): Filter[] {
    if (!Array.isArray(filters)) {
      throw new InvalidFilterError(`${kind} takes a list of filters, not ${describeValue(filters)}`);
    }
    if (filters.length === 0) this.#countCondition();
    return filters.map((filter) => this.parse(filter, depth + 1));
  }

  #parseField(input: unknown): FieldFilter {
    this.#countCondition();
    const { name, is } = Object(input) as { readonly name?: unknown; readonly is?: unknown };
    if (typeof name !== 'string') throw new InvalidFilterError('a field filter needs the name of a field');
    const field = this.#fieldNamed(name);
    return { kind: 'field', ...field, condition: parseCondition(field, is) };
  }

  #fieldNamed(name: string): Pick<FieldFilter, 'name' | 'type' | 'builtIn'> {
    if (Object.hasOwn(builtInFields, name)) {
      return { name, type: builtInFields[name as BuiltInField], builtIn: true };
    }
    const declared = this.#fields.find((field) => field.name === name);
    if (declared !== undefined) return { name, type: declared.type, builtIn: false };
    const known = [...this.#fields.map((field) => field.name), ...Object.keys(builtInFields)];
    throw new InvalidFilterError(`the collection has no field "${name}"`, nearMisses(name, known));
  }

  /** A group of nothing counts too: the conditions bound the size of the whole tree. */
  #countCondition(): void {
    this.#conditions++;
    if (this.#conditions > mostConditions) {
      throw new InvalidFilterError(`a filter has at most ${mostConditions} conditions`);
    }
  }
}
