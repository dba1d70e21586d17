import { InvalidFilterError } from '../../domain/errors.js';
import type { Condition, FieldFilter, ScalarOperand } from '../../domain/filter.js';
import type { MetadataType } from '../../domain/metadata.js';
import { theOneKey } from './one-of.js';
import { describeValue, expectations, parseValue } from './parse-value.js';

type Field = Pick<FieldFilter, 'name' | 'type'>;
type Operator = Condition['operator'];

/** Values an `in` may list. */
const mostValues = 1000;

const operators = {
  STRING: ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
  NUMBER: ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
  DATETIME: ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'exists'],
  BOOLEAN: ['eq', 'ne', 'in', 'exists'],
  STRING_LIST: ['contains', 'exists'],
} as const satisfies Record<MetadataType, readonly Operator[]>;

/** The test of `field` that a FieldConditionInput asks for; InvalidFilterError where it does not fit the field. */
export function parseCondition(field: Field, input: unknown): Condition {
  const [operator, operand] = theOneKey(input, `the condition on ${field.name}`);
  if (!isOneOf(operators[field.type], operator)) {
    throw new InvalidFilterError(
      `${field.name} is a ${field.type} field, which has no ${operator}, only ${operators[field.type].join(', ')}`,
    );
  }
  switch (operator) {
    case 'exists':
      return { operator, value: parseExists(field, operand) };
    case 'contains':
      return { operator, value: parseContained(field, operand) };
    case 'in':
      return { operator, values: parseValues(field, operand) };
    case 'eq':
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { operator, value: parseOperand(field, operator, operand) };
  }
}

function isOneOf(allowed: readonly Operator[], operator: string): operator is Operator {
  return allowed.some((each) => each === operator);
}

function parseExists(field: Field, operand: unknown): boolean {
  if (typeof operand === 'boolean') return operand;
  throw wrongOperand(field, 'exists', expectations.BOOLEAN, operand);
}

function parseContained(field: Field, operand: unknown): string {
  const value = parseValue('STRING', operand);
  if (value === undefined) throw wrongOperand(field, 'contains', expectations.STRING, operand);
  return value;
}

function parseValues(field: Field, operand: unknown): ScalarOperand[] {
  if (!Array.isArray(operand)) throw wrongOperand(field, 'in', 'a list of values', operand);
  if (operand.length > mostValues) {
    throw new InvalidFilterError(
      `in on ${field.name} lists ${operand.length} values; the most is ${mostValues}`,
    );
  }
  return operand.map((value) => parseOperand(field, 'in', value));
}

function parseOperand(field: Field, operator: Operator, operand: unknown): ScalarOperand {
  const value = field.type === 'STRING_LIST' ? undefined : parseValue(field.type, operand);
  if (value === undefined) throw wrongOperand(field, operator, expectations[field.type], operand);
  return value;
}

function wrongOperand(
  field: Field,
  operator: Operator,
  expected: string,
  operand: unknown,
): InvalidFilterError {
  return new InvalidFilterError(
    `${field.name} is a ${field.type} field: ${operator} takes ${expected}, not ${describeValue(operand)}`,
  );
}
