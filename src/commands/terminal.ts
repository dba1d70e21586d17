import type { WriteStream } from 'node:tty';

/** Where a command writes: results to `write`, everything about the work itself to `note`. */
export interface Terminal {
  write(text: string): void;
  note(text: string): void;
  /** Whether a person watches: lines may be drawn over. */
  readonly interactive: boolean;
  /** How wide lines may be. */
  readonly columns: number;
}

/** What is read later rather than watched is wrapped to this. */
const columnsElsewhere = 100;

export function processTerminal(
  stdout: WriteStream = process.stdout,
  stderr: WriteStream = process.stderr,
): Terminal {
  return {
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
    interactive: stderr.isTTY && stdout.isTTY,
    // A terminal that does not know its size says 0.
    columns: stdout.isTTY && stdout.columns > 0 ? stdout.columns : columnsElsewhere,
  };
}
