import { describeSettings } from '../config/describe-settings.js';
import type { Settings } from '../config/settings.js';
import type { Terminal } from './terminal.js';

/** Prints every setting in force as KEY=value, secrets masked, then those that have no effect. */
export function showConfig(terminal: Terminal, settings: Settings, notices: readonly string[]): void {
  for (const { key, value } of describeSettings(settings)) terminal.write(`${key}=${value}\n`);
  for (const notice of notices) terminal.note(`${notice}\n`);
}
