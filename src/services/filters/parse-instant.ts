const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * An RFC 3339 instant as its normal form, UTC with milliseconds (finer fractions are cut off), or undefined
 * where `text` is none: no offset, a day or an hour that does not exist, a leap second, a year that is not
 * 0 to 9999 in UTC. Normal forms order as strings.
 */
export function parseInstant(text: string): string | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const local = new Date(0);
  local.setUTCFullYear(part(1), part(2) - 1, part(3));
  local.setUTCHours(part(4), part(5), part(6), Number((match[7] ?? '').slice(0, 3).padEnd(3, '0')));
  // An impossible date rolls over into another one.
  const written = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  if (!local.toISOString().startsWith(written) || part(9) > 23 || part(10) > 59) return undefined;
  const offset = (part(9) * 60 + part(10)) * (match[8] === '-' ? -1 : 1);
  const instant = new Date(local.getTime() - offset * 60_000).toISOString();
  return /^\d{4}-/.test(instant) ? instant : undefined;
}
