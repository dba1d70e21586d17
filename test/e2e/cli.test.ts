import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { runCommand, startServer, type CommandResult } from '../support/command-line.js';

jest.setTimeout(180_000);

let folder = '';
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundql-cli-'));
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await rm(folder, { recursive: true, force: true });
});

function groundql(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return runCommand(args, { cwd: folder, env });
}

async function serve(env: Record<string, string> = {}) {
  const server = await startServer({ cwd: folder, env });
  stops.push(() => server.stop());
  return server;
}

/** Sections long enough to be chunks of their own. */
async function writeDocuments(): Promise<void> {
  const section = (heading: string, first: string, filler: string) =>
    `## ${heading}\n\n${[first, ...Array.from({ length: 14 }, (_, n) => `${filler} ${String(n + 1)}.`)].join(' ')}`;
  const pump = [
    '# Pump manual',
    section(
      'Installation',
      'Tighten the flange bolts with 40 newton metres.',
      'Then fit the gasket of hole number',
    ),
    section(
      'Storage',
      'Keep the pump dry and above five degrees.',
      'Never stack more crates than shelf number',
    ),
  ];
  await mkdir(join(folder, 'docs'));
  await writeFile(join(folder, 'docs/pump.md'), `${pump.join('\n\n')}\n`);
  await writeFile(join(folder, 'docs/boat.txt'), 'The ferry leaves the island at nine each morning.\n');
}

function oneLine(stderr: string): string {
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at /);
  return stderr.trimEnd();
}

describe('a start that cannot be', () => {
  it('lists every bad setting, a line each, and no secret', async () => {
    await writeFile(join(folder, '.env'), 'PORT=many\nCATALOG_URL=postgres://u:hunter2@h/d\n');
    const { exitCode, stderr } = await groundql(['serve']);
    expect(exitCode).not.toBe(0);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'groundql: PORT is "many": it may be an integer from 0 to 65535',
      'groundql: CATALOG_URL: a PostgreSQL catalog is not built yet; leave it unset',
    ]);
  });

  it('says in one line that the port is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    stops.push(() => new Promise((resolve) => blocker.close(resolve)));
    const port = String((blocker.address() as AddressInfo).port);
    const { exitCode, stderr } = await groundql(['serve'], { PORT: port });
    expect(exitCode).toBe(1);
    expect(oneLine(stderr)).toMatch(new RegExp(`^groundql: port ${port} on 127.0.0.1 is in use`));
  });

  it('says in one line which process has the data folder', async () => {
    const server = await serve();
    const { exitCode, stderr } = await groundql(['serve'], { PORT: '0' });
    expect(exitCode).toBe(1);
    expect(oneLine(stderr)).toContain(String(server.pid));
  });

  it('says in one line that the data folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const { exitCode, stderr } = await groundql(['serve'], { DATA_DIR: join(folder, 'file', 'data') });
    expect(exitCode).toBe(1);
    expect(oneLine(stderr)).toContain(join(folder, 'file', 'data'));
  });
});

describe('groundql serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'announces itself in one JSON line and ends cleanly on %s',
    async (signal) => {
      const server = await startServer({ cwd: folder });
      expect(server.line).toMatchObject({
        msg: 'listening',
        languageModel: 'extractive',
        passagesSentTo: null,
      });
      const response = await fetch(new URL('/livez', server.url));
      expect(response.status).toBe(200);
      expect(await server.stop(signal)).toBe(0);
    },
  );
});

describe('groundql config', () => {
  it('prints what is in force, secrets masked', async () => {
    const { exitCode, stdout } = await groundql(['config'], {
      OPENAI_API_KEY: 'sk-secret',
      RETRIEVAL_K: '7',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('RETRIEVAL_K=7\n');
    expect(stdout).toContain('LLM_PROVIDER=openai\n');
    expect(stdout).toContain('OPENAI_API_KEY=(set, not shown)\n');
    expect(stdout).not.toContain('sk-secret');
  });
});

describe('groundql ingest, search, ask and reindex', () => {
  it('work without a server, from an empty data folder', async () => {
    await writeDocuments();
    const ingested = await groundql(['ingest', 'docs']);
    expect(ingested.stderr).toMatch(/ingested 2 documents \(\d+ chunks\)/);
    expect(ingested.exitCode).toBe(0);

    const again = await groundql(['ingest', 'docs']);
    expect(again.stderr).toContain('ingested 0 documents (0 chunks), 2 unchanged');

    const searched = await groundql(['search', 'dry above five degrees', '--top-k', '1']);
    expect(searched.stdout).toMatch(/^1\. Pump manual › Storage — docs\/pump\.md/);
    expect(searched.stdout.match(/^\d+\. /gm)).toHaveLength(1);

    const asked = await groundql(['ask', 'How many newton metres must the flange bolts be tightened with?']);
    expect(asked.stdout).toContain('40 newton metres');
    expect(asked.stdout).toContain('\nSources\n[1] Pump manual — docs/pump.md\n    “');
    expect(asked.exitCode).toBe(0);

    const reindexed = await groundql(['reindex']);
    expect(reindexed.stdout).toMatch(/^reindexed \d+ chunks\n$/);
    const found = await groundql(['search', 'ferry', '--top-k', '1']);
    expect(found.stdout).toContain('docs/boat.txt');
  });

  it('use the server that has the data folder', async () => {
    await writeDocuments();
    const server = await serve();
    expect((await groundql(['ingest', 'docs/*.md'])).exitCode).toBe(0);
    const response = await fetch(new URL('/graphql', server.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ collection(name: "default") { documentCount } }' }),
    });
    expect(await response.json()).toEqual({ data: { collection: { documentCount: 1 } } });
  });

  it('list what could not be ingested, ingest the rest, and end non-zero', async () => {
    await writeDocuments();
    await writeFile(join(folder, 'empty.md'), '');
    await writeFile(join(folder, 'picture.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff]));
    const { exitCode, stderr } = await groundql(['ingest', 'docs', 'empty.md', 'picture.txt']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ingested 2 documents \(\d+ chunks\), 2 failed/);
    expect(stderr).toMatch(/failed: empty\.md: \S+/);
    expect(stderr).toMatch(/failed: picture\.txt: \S+/);
    expect(stderr).toContain('groundql: 2 files could not be ingested');
  });

  it('tell an unknown collection in one line', async () => {
    const { exitCode, stderr } = await groundql(['search', 'anything', '--collection', 'nowhere']);
    expect(exitCode).toBe(1);
    expect(oneLine(stderr)).toMatch(/^groundql: .*nowhere/);
    const reindexed = await groundql(['reindex', 'nowhere']);
    expect(oneLine(reindexed.stderr)).toBe('groundql: there is no collection named nowhere');
  });

  it('refuse a path that is not there', async () => {
    const { exitCode, stderr } = await groundql(['ingest', 'missing']);
    expect(exitCode).toBe(1);
    expect(oneLine(stderr)).toBe('groundql: missing: no such file or folder');
  });
});
