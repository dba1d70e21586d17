import { CommanderError } from 'commander';

import { abortOnSignals } from './abort-on-signals.js';
import { buildProgram } from './build-program.js';
import { explainError } from './explain-error.js';
import { processTerminal } from './terminal.js';

/** What a shell expects of a program ended by Ctrl-C. */
const interrupted = 130;

/** Runs the command that `argv` names; resolves to the exit code. Errors are one line each on stderr. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  const stopping = abortOnSignals();
  try {
    await buildProgram({ terminal, signal: stopping.signal }).parseAsync(argv);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (stopping.signal.aborted) return interrupted;
    const { lines, exitCode } = explainError(error);
    for (const line of lines) terminal.note(`groundql: ${line}\n`);
    return exitCode;
  } finally {
    stopping.release();
  }
}
