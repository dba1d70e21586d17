import type { Config } from '../config/config.js';

/**
 * For a server within a command, whose output is its result: unless the level was chosen, it logs errors only,
 * to stderr. What a document or a question did wrong the command itself tells.
 */
export function quietLogging(config: Config): Config {
  const { level } = config.logging;
  return {
    ...config,
    logging: { ...config.logging, level: level === 'info' ? 'error' : level, destination: 'stderr' },
  };
}
