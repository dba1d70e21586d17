import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { runCommand } from '../support/command-line.js';

jest.setTimeout(300_000);

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundql-demo-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('groundql demo --once', () => {
  it('answers from this project’s documents, checks each quote, and leaves nothing behind', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['demo', '--once'], { cwd: folder });
    expect(stderr).not.toContain('groundql:');
    expect(stdout).toMatch(/Question: .+\n\n.+\[1\]/);
    expect(stdout).toContain('\nSources\n[1] ');
    expect(stdout).toMatch(/Checked: \d+ quotes? read back from the documents, byte for byte the same/);
    expect(exitCode).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('answers a question of one’s own from a folder of one’s own', async () => {
    await writeFile(join(folder, 'ferry.txt'), 'The ferry leaves the island at nine each morning.\n');
    const question = ['--question', 'When does the ferry leave the island?'];
    const { exitCode, stdout } = await runCommand(['demo', '--once', '.', ...question], { cwd: folder });
    expect(stdout).toContain('The ferry leaves the island at nine each morning.');
    expect(stdout).toContain('Checked: 1 quote read back');
    expect(exitCode).toBe(0);
  });

  it('ends non-zero where the documents do not answer', async () => {
    await writeFile(join(folder, 'ferry.txt'), 'The ferry leaves the island at nine each morning.\n');
    const question = ['--question', 'Which enzyme splits lactose in mammals?'];
    const { exitCode, stderr } = await runCommand(['demo', '--once', '.', ...question], { cwd: folder });
    expect(stderr).toContain('groundql: the documents do not answer this question');
    expect(exitCode).toBe(1);
  });

  it('wants a question for a folder of one’s own', async () => {
    const { exitCode, stderr } = await runCommand(['demo', '--once', '.'], { cwd: folder });
    expect(stderr).toContain('--question');
    expect(exitCode).toBe(1);
  });
});
