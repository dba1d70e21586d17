import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether `node_modules` holds what package-lock.json asks for: each package at its version. npm writes
 * the inner lock file last, so that an installation broken off halfway does not count.
 */
export function isInstalled(root) {
  const inner = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(inner)) return false;
  const wanted = Object.entries(readLock(join(root, 'package-lock.json')));
  const present = readLock(inner);
  return wanted.every(([path, entry]) => path === '' || isSatisfied(entry, present[path]));
}

function isSatisfied(wanted, present) {
  // Another platform's binaries are left out by npm itself.
  if (present === undefined) return wanted.optional === true || wanted.devOptional === true;
  return present.version === wanted.version;
}

function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
