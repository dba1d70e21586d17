import type { Config } from '../config/config.js';

/** For a server within a command whose output is its result: it logs only what goes wrong, to stderr. */
export function quietLogging(config: Config): Config {
  const { level } = config.logging;
  return {
    ...config,
    logging: { ...config.logging, level: level === 'info' ? 'warn' : level, destination: 'stderr' },
  };
}
