import type { Config } from '../config/config.js';
import type { CommandContext } from './command-context.js';
import { describeParts, partsLine } from './describe-parts.js';
import { startApp } from './start-app.js';
import type { Terminal } from './terminal.js';
import { untilStopped } from './until-stopped.js';

/** Serves until the context's signal is aborted, then stops cleanly. */
export async function serve({ config, terminal, signal, notices }: CommandContext): Promise<void> {
  const { app, url } = await startApp(config);
  try {
    for (const notice of notices) tell(terminal, config, 'warn', notice, {});
    announce(terminal, config, url);
    await untilStopped(signal);
  } finally {
    await app.stop();
  }
}

function announce(terminal: Terminal, config: Config, url: string): void {
  const parts = describeParts(config);
  if (config.logging.format === 'json') tell(terminal, config, 'info', 'listening', { url, ...parts });
  else terminal.write(`${partsLine(parts)}\nlistening at ${url} · API /graphql · explorer /graphiql\n`);
}

/** A line as the logger writes it, but whatever the log level: who starts a server waits for it. */
function tell(
  terminal: Terminal,
  config: Config,
  level: string,
  message: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  const line = { level, time: new Date().toISOString(), msg: message, ...facts };
  terminal.write(config.logging.format === 'json' ? `${JSON.stringify(line)}\n` : `${level}: ${message}\n`);
}
