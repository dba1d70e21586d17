import type { ScalarOperand } from '../../domain/filter.js';
import { orderedText } from './ordered-text.js';

/** A value as Lance's SQL reads it back; text is quoted, whatever it holds. */
export function sqlLiteral(value: ScalarOperand): string {
  if (typeof value === 'boolean') return String(value);
  // With an exponent it is a Float64 to Lance however large; -0 comes out as 0, as it is in the table.
  if (typeof value === 'number') return value.toExponential();
  return `'${orderedText(value).replaceAll("'", "''")}'`;
}

/** Literals with commas between, for `IN (…)`. */
export function sqlList(values: readonly ScalarOperand[]): string {
  return values.map(sqlLiteral).join(', ');
}
