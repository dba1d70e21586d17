import { describe, expect, it } from '@jest/globals';

import type { SourceFile } from '../../../src/commands/find-files.js';
import { IngestDisplay } from '../../../src/commands/ingest-display.js';
import type { FileProgress } from '../../../src/commands/ingest-files.js';
import { recordingTerminal } from '../../support/recording-terminal.js';

function file(name: string, bytes: number): SourceFile {
  return { path: `/${name}`, externalId: name, bytes };
}

function running(source: SourceFile, chunksDone: number): FileProgress {
  return { file: source, state: 'RUNNING', chunksTotal: 10, chunksDone, reason: null };
}

describe('IngestDisplay', () => {
  it('draws a bar with rate and time left over itself on a terminal', () => {
    const terminal = recordingTerminal({ interactive: true, columns: 120 });
    let now = 0;
    const source = file('a.md', 999);
    const display = new IngestDisplay(terminal, [source], () => now);
    now = 10_000;
    display.update(running(source, 5));
    expect(terminal.noted()).toBe(
      '\r\u001b[K[############------------] 0 of 1 document · 5 chunks · 0.5 chunks/s · 0:10 left',
    );
    display.finish();
    expect(terminal.noted().endsWith('\r\u001b[K')).toBe(true);
  });

  it('draws no more often than ten times a second and never wider than the terminal', () => {
    const terminal = recordingTerminal({ interactive: true, columns: 20 });
    let now = 0;
    const source = file('a.md', 9);
    const display = new IngestDisplay(terminal, [source], () => now);
    display.update(running(source, 1));
    now = 99;
    display.update(running(source, 2));
    expect(terminal.noted().split('\r')).toHaveLength(2);
    expect(terminal.noted().length).toBe('\r\u001b[K'.length + 19);
  });

  it('writes a plain line at each tenth elsewhere, files weighed by their bytes', () => {
    const terminal = recordingTerminal({ interactive: false });
    const [small, large] = [file('small.md', 99), file('large.md', 899)];
    const display = new IngestDisplay(terminal, [small, large], () => 1000);
    display.update({ ...running(small, 10), state: 'SUCCEEDED' });
    display.update(running(large, 0));
    display.update({ ...running(large, 10), state: 'SUCCEEDED' });
    const lines = terminal.noted().trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^1 of 2 documents · 10 chunks/);
    expect(lines[1]).toMatch(/^2 of 2 documents · 20 chunks/);
  });
});
