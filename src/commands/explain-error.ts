import { ConfigError } from '../config/config-error.js';
import { CommandFailure } from './command-failure.js';

export interface Explanation {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** What to tell a person about what ended a command: one line, or one for each bad setting; no stack trace. */
export function explainError(error: unknown): Explanation {
  if (error instanceof ConfigError) return { lines: error.message.split('\n'), exitCode: 2 };
  if (error instanceof CommandFailure) return { lines: [error.message], exitCode: error.exitCode };
  return { lines: [describe(error)], exitCode: 1 };
}

interface SystemError extends NodeJS.ErrnoException {
  readonly port?: number;
  readonly address?: string;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const explain = explanations[(error as SystemError).code ?? ''];
  return explain?.(error) ?? error.message.split('\n')[0] ?? error.name;
}

const explanations: Readonly<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: ({ port, address }) =>
    `port ${String(port)} on ${String(address)} is in use by another program; set PORT to another one, or to 0 for any free one`,
  EADDRNOTAVAIL: ({ address }) => `HOST ${String(address)} is no address of this machine`,
  ENOTFOUND: ({ message }) => `HOST is no address of this machine (${message})`,
  EACCES: notPermitted,
  EPERM: notPermitted,
  EROFS: notPermitted,
};

function notPermitted({ path, port, code }: SystemError): string {
  if (path === undefined) return `not permitted to listen on port ${String(port)}`;
  return `${path} cannot be written (${String(code)})`;
}
