import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { ConfigError, type ConfigProblem } from './config-error.js';
import { nearestKey } from './near-miss.js';
import type { Variables } from './settings.js';

/** Resolves a path to the file's text, or null where there is no such file. */
export type ReadFile = (path: string) => string | null;

export interface VariablesRead {
  /** The real environment over `.env`; empty values left out, white space around values too. */
  readonly variables: Variables;
  /** Keys of `.env` that look like slips of known ones. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * The environment and, under it, the `.env` file of `folder`. Only `.env` is searched for slips: the
 * environment is full of other programs' names.
 */
export function readVariables(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
  knownKeys: readonly string[],
  readFile: ReadFile = readIfPresent,
): VariablesRead {
  const file = parseEnv(readFile(join(folder, '.env')) ?? '');
  const merged = Object.entries({ ...file, ...environment })
    .map(([key, value]): [string, string] => [key, value?.trim() ?? ''])
    .filter(([, value]) => value !== '');
  return { variables: Object.fromEntries(merged), problems: slips(Object.keys(file), knownKeys) };
}

function slips(keys: readonly string[], knownKeys: readonly string[]): readonly ConfigProblem[] {
  return keys.flatMap((key) => {
    const meant = knownKeys.includes(key) ? undefined : nearestKey(key, knownKeys);
    if (meant === undefined) return [];
    return [{ key, value: null, reason: `no such key (.env); did you mean ${meant}?` }];
  });
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new ConfigError([{ key: '.env', value: null, reason: `cannot be read (${code ?? message})` }]);
  }
}
