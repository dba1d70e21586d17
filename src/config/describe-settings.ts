import { maskPassword } from './mask-password.js';
import { secretKeys, type Settings } from './settings.js';

/** One key as the `config` command shows it. */
export interface DescribedSetting {
  readonly key: string;
  readonly value: string;
}

/** Every setting in force, in the order of their groups; secrets and passwords within URLs masked. */
export function describeSettings(settings: Settings): readonly DescribedSetting[] {
  const keys = Object.keys(settings) as (keyof Settings)[];
  return keys.map((key) => ({ key, value: describeValue(key, settings[key]) }));
}

function describeValue(key: string, value: Settings[keyof Settings]): string {
  if (value === null) return '(not set)';
  if (secretKeys.has(key)) return '(set, not shown)';
  if (typeof value === 'object') return value.length === 0 ? '(not set)' : value.join(', ');
  return maskPassword(String(value));
}
