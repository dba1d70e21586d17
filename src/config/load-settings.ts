import { availableParallelism } from 'node:os';

import { ConfigError, type ConfigProblem } from './config-error.js';
import { maskPassword } from './mask-password.js';
import { readVariables, type ReadFile } from './read-variables.js';
import {
  keysWithoutEffect,
  secretKeys,
  settingsSchema,
  type SettingKey,
  type Settings,
  type Surroundings,
  type Variables,
} from './settings.js';

export interface LoadOptions extends Partial<Surroundings> {
  /** Where `.env` is looked for and relative paths begin. */
  readonly cwd: string;
  readonly readFile?: ReadFile;
}

export interface LoadedSettings {
  readonly settings: Settings;
  /** Keys that were set and have no effect, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Every setting as it is in force, from the environment and the `.env` file of `cwd`.
 * Throws ConfigError, which lists every bad key.
 */
export function loadSettings(
  environment: Readonly<Record<string, string | undefined>>,
  options: LoadOptions,
): LoadedSettings {
  const surroundings = {
    cores: availableParallelism(),
    terminal: process.stdout.isTTY,
    ...options,
  };
  const knownKeys = [
    ...Object.keys(settingsSchema({}, surroundings).shape),
    ...Object.keys(keysWithoutEffect),
  ];
  const { variables, problems } = readVariables(environment, options.cwd, knownKeys, options.readFile);
  const parsed = parseSettings(variables, surroundings);
  const all = [...problems, ...parsed.problems, ...contradictions(parsed.settings)];
  if (all.length > 0) throw new ConfigError(all);
  return { settings: parsed.settings as Settings, notices: describeNoEffect(variables) };
}

interface ParsedSettings {
  /** Those that are right: a rule about several keys still runs where it can. */
  readonly settings: Partial<Settings>;
  readonly problems: readonly ConfigProblem[];
}

function parseSettings(variables: Variables, surroundings: Surroundings): ParsedSettings {
  const schema = settingsSchema(variables, surroundings);
  const keys = Object.keys(schema.shape) as SettingKey[];
  const results = keys.map((key) => ({ key, result: schema.shape[key].safeParse(variables[key]) }));
  const settings = results.flatMap(({ key, result }) => (result.success ? [[key, result.data]] : []));
  const problems = results.flatMap(({ key, result }) => {
    const reason = result.error?.issues[0]?.message;
    if (reason === undefined) return [];
    return [{ key, value: shown(key, variables[key]), reason }];
  });
  return { settings: Object.fromEntries(settings) as Partial<Settings>, problems };
}

function shown(key: SettingKey, value = ''): string | null {
  return secretKeys.has(key) ? null : maskPassword(value);
}

/** What is wrong with keys together that are right one by one. */
function contradictions(settings: Partial<Settings>): readonly ConfigProblem[] {
  return [openServer(settings), unreachableModel(settings)].filter((problem) => problem !== null);
}

function openServer({ HOST, AUTH_MODE, ALLOW_OPEN_SERVER }: Partial<Settings>): ConfigProblem | null {
  if (HOST === undefined || AUTH_MODE !== 'none' || ALLOW_OPEN_SERVER !== false) return null;
  if (isLoopback(HOST)) return null;
  return {
    key: 'HOST',
    value: HOST,
    reason:
      'with AUTH_MODE=none anyone who reaches it may read and delete everything; it may be 127.0.0.1, ::1 or ' +
      'localhost, or set ALLOW_OPEN_SERVER=true where something in front guards it',
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function unreachableModel(settings: Partial<Settings>): ConfigProblem | null {
  const { LLM_PROVIDER, OPENAI_API_KEY, LLM_BASE_URL } = settings;
  if (LLM_PROVIDER !== 'openai' || OPENAI_API_KEY !== null || LLM_BASE_URL !== null) return null;
  return {
    key: 'OPENAI_API_KEY',
    value: null,
    reason: 'needed by LLM_PROVIDER=openai, unless LLM_BASE_URL names a server that asks for no key',
  };
}

function describeNoEffect(variables: Variables): readonly string[] {
  return Object.entries(keysWithoutEffect)
    .filter(([key]) => variables[key] !== undefined)
    .map(([key, feature]) => `${key} has no effect: ${feature} not built yet`);
}
