import { loadSettings, type LoadedSettings } from './load-settings.js';

/** The settings of this process: its environment and the `.env` file of its working directory. */
export function processSettings(): LoadedSettings {
  return loadSettings(process.env, { cwd: process.cwd() });
}
