import { InvalidFilterError } from '../../domain/errors.js';

/** The one entry of a @oneOf input object; `what` names it in the InvalidFilterError where there is not one. */
export function theOneKey(input: unknown, what: string): readonly [key: string, value: unknown] {
  const entries = typeof input === 'object' && input !== null ? Object.entries(input) : [];
  const [given, ...others] = entries.filter(([, value]) => value !== undefined && value !== null);
  if (given === undefined) throw new InvalidFilterError(`${what} is empty`);
  if (others.length > 0) {
    const keys = [given, ...others].map(([key]) => key).join(', ');
    throw new InvalidFilterError(`${what} must have exactly one key, not ${keys}`);
  }
  return given;
}
