import { sep } from 'node:path';

/** Whether a path is a pattern: `*`, `**` or `?` somewhere in it. */
export function isGlob(path: string): boolean {
  return /[*?]/.test(path);
}

/** The folder a pattern begins in: the path before its first part with a wildcard. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const fixed = parts.slice(0, parts.findIndex(isGlob)).join('/');
  return fixed === '' && pattern.startsWith('/') ? '/' : fixed === '' ? '.' : fixed;
}

/** A test for paths: `*` and `?` stay within a part, `**` is any number of parts. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .split('/')
    .map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replace(/[\\^$.|+()[\]{}*?]/g, wildcard)}/`))
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(`${path.split(sep).join('/')}/`);
}

function wildcard(character: string): string {
  if (character === '*') return '[^/]*';
  return character === '?' ? '[^/]' : `\\${character}`;
}
