import type { Terminal } from '../../src/commands/terminal.js';

export interface RecordingTerminal extends Terminal {
  /** Everything written so far. */
  written(): string;
  /** Everything noted so far. */
  noted(): string;
}

/** A terminal that only remembers. */
export function recordingTerminal(
  options: Partial<Pick<Terminal, 'interactive' | 'columns'>> = {},
): RecordingTerminal {
  let written = '';
  let noted = '';
  return {
    interactive: false,
    columns: 80,
    ...options,
    write: (text) => {
      written += text;
    },
    note: (text) => {
      noted += text;
    },
    written: () => written,
    noted: () => noted,
  };
}
