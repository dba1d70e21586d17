import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * Parsers from the text of an environment variable. Each one's issue message is the clause a ConfigError
 * shows: what the key may be.
 */
function parser<Value>(allowed: string, parse: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: allowed });
    return z.NEVER;
  });
}

export function number(minimum: number, maximum: number) {
  return parser(`it may be a number from ${String(minimum)} to ${String(maximum)}`, (text) => {
    const value = Number(text);
    return value >= minimum && value <= maximum ? value : undefined;
  });
}

export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  const range = maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${String(maximum)}`;
  return parser(`it may be an integer from ${String(minimum)}${range}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  });
}

export function flag() {
  const words: Readonly<Record<string, boolean>> = { true: true, false: false };
  return parser('it may be true or false', (text) => words[text.toLowerCase()]);
}

/** One of `built`. A word of `planned` is refused with another reason than a word never heard of. */
export function choice<const Built extends string>(built: readonly Built[], planned: readonly string[] = []) {
  const allowed = `it may be ${enumerate(built)}`;
  return z.string().transform((text, context): Built => {
    const found = built.find((word) => word === text);
    if (found !== undefined) return found;
    const message = planned.includes(text) ? `not built yet; today ${allowed}` : allowed;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A key whose feature does not exist: any value is refused rather than silently ignored. */
export function notBuilt(feature: string) {
  return parser<null>(`${feature} not built yet; leave it unset`, () => undefined);
}

/** As `notBuilt`, but the value that means "off" is let through. */
export function notBuiltUnless<const Off extends string>(off: Off, feature: string) {
  return parser(`${feature} not built yet; it may be ${off} or unset`, (text) =>
    text.toLowerCase() === off ? off : undefined,
  );
}

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** A size in bytes, such as `52428800`, `50 MiB` or `50MB`. */
export function byteSize(minimum: number, maximum: number) {
  return parser(
    `it may be a size from ${String(minimum)} bytes to ${String(maximum)} bytes, such as 50 MiB`,
    (text) => {
      const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
      const bytes = Math.floor(Number(amount) * (byteUnits[unit.toLowerCase()] ?? NaN));
      return bytes >= minimum && bytes <= maximum ? bytes : undefined;
    },
  );
}

/** A count such as `20000000`, `20_000_000` or `20 million`. */
export function count(minimum: number, maximum: number) {
  return parser(
    `it may be a count from ${String(minimum)} to ${String(maximum)}, such as 20 million`,
    (text) => {
      const [, amount, unit] = /^(\d[\d_]*(?:\.\d+)?)\s*(million)?$/i.exec(text) ?? [];
      const value = Number(amount?.replaceAll('_', '')) * (unit === undefined ? 1 : 1_000_000);
      return Number.isInteger(value) && value >= minimum && value <= maximum ? value : undefined;
    },
  );
}

export function httpUrl() {
  return parser('it may be a URL that begins with http:// or https://', (text) =>
    /^https?:\/\/./.test(text) && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined,
  );
}

/** Comma-separated origins, such as `https://studio.apollographql.com`. */
export function origins() {
  return parser('it may be a comma-separated list of origins such as https://example.org', (text) => {
    const parts = list(text);
    return parts.every((part) => URL.canParse(part) && new URL(part).origin === part) ? parts : undefined;
  });
}

export function text() {
  return parser('it may be any text', (value) => value);
}

/** A folder, made absolute from `base`. */
export function folder(base: string) {
  return parser('it may be the path of a folder', (path) => resolve(base, path));
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `a`, `a or b`, `a, b or c`. */
function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
