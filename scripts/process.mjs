import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A command that ended with something else than 0; who catches it ends with the same. */
export class CommandFailed extends Error {
  constructor(command, exitCode) {
    super(`${command} ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Runs a command on this terminal (`quiet`: less its standard output); rejects with CommandFailed unless it ends with 0. */
export async function run(command, args, { cwd = root, quiet = false } = {}) {
  const stdio = ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'];
  const exitCode = await exitCodeOf(spawn(command, args, { cwd, stdio }));
  if (exitCode !== 0) throw new CommandFailed([command, ...args].join(' '), exitCode);
}

function exitCodeOf(child) {
  const release = passSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * A terminal's Ctrl-C reaches the child by itself, a `kill` of this process does not. Either way this
 * process stays until the child has ended.
 */
function passSignals(child) {
  const stay = () => undefined;
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', stay);
  process.on('SIGTERM', pass);
  return () => {
    process.off('SIGINT', stay);
    process.off('SIGTERM', pass);
  };
}
