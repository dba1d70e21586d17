import type { Config } from '../config/config.js';
import type { Terminal } from './terminal.js';

/** What every command gets: it reads nothing else of the process. */
export interface CommandContext {
  readonly config: Config;
  /** Settings without effect, a sentence each. */
  readonly notices: readonly string[];
  readonly terminal: Terminal;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}
