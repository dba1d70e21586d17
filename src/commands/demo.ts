import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Config } from '../config/config.js';
import { ApiClient } from './api-client.js';
import { askAndVerify } from './ask-and-verify.js';
import { askFromTerminal } from './ask-from-terminal.js';
import type { CommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { describeParts, partsLine } from './describe-parts.js';
import { findFiles } from './find-files.js';
import { counted } from './format.js';
import { ingestAndTell } from './ingest.js';
import { quietLogging } from './quiet-logging.js';
import { startApp, type StartedApp } from './start-app.js';
import { untilStopped } from './until-stopped.js';

export interface DemoOptions {
  /** A folder or file of one's own; null: this project's documents. */
  readonly path: string | null;
  readonly question: string | null;
  /** Ends after the answer instead of staying up, and leaves nothing behind. */
  readonly once: boolean;
}

/** This package's own root, seen from dist/commands. */
const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const ownDocuments = ['README.md', 'docs'];
const ownQuestion = 'How does GroundQL prove its answers?';

/**
 * Ingests documents, asks, streams the cited answer and checks each quote against its document. Throws
 * CommandFailure where there is no answer, no citation, or a quote that is not found.
 */
export async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  if (options.once && options.path !== null && options.question === null) {
    throw new CommandFailure('with --once and a PATH of your own, ask something: --question "…"');
  }
  const folder = options.once
    ? await mkdtemp(join(tmpdir(), 'groundql-demo-'))
    : keptFolder(context, options);
  try {
    await demoIn(folder, context, options);
  } finally {
    if (options.once) await rm(folder, { recursive: true, force: true });
  }
}

/** Its own within the data folder, one for each PATH: what was ingested before stays apart. */
function keptFolder({ config, cwd }: CommandContext, { path }: DemoOptions): string {
  if (path === null) return join(config.data.folder, 'demo');
  const hash = createHash('sha256').update(resolve(cwd, path)).digest('hex').slice(0, 8);
  return join(config.data.folder, `demo-${hash}`);
}

async function demoIn(folder: string, context: CommandContext, options: DemoOptions): Promise<void> {
  const { terminal, signal } = context;
  const { app, url } = await startSomewhere(demoConfig(context.config, folder, options.once), terminal);
  const api = new ApiClient(url);
  try {
    terminal.write(`${partsLine(describeParts(context.config))}\n`);
    await ingestDocuments(context, api, options.path);
    const question = options.question ?? (options.path === null ? ownQuestion : null);
    if (question !== null) await askAndVerify(context, api, question);
    if (options.once) return;
    terminal.write(describeAddresses(url, relative(context.cwd, folder)));
    if (process.stdin.isTTY) await askFromTerminal(context, api);
    await untilStopped(signal);
  } finally {
    api.close();
    await app.stop();
  }
}

function demoConfig(config: Config, folder: string, once: boolean): Config {
  const server = once ? { ...config.server, port: 0 } : config.server;
  return { ...quietLogging(config), server, data: { ...config.data, folder } };
}

/** On the configured port, or on any free one where that is taken. */
async function startSomewhere(config: Config, terminal: CommandContext['terminal']): Promise<StartedApp> {
  try {
    return await startApp(config);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    terminal.note(`port ${String(config.server.port)} is in use: taking a free one\n`);
    return startApp({ ...config, server: { ...config.server, port: 0 } });
  }
}

async function ingestDocuments(context: CommandContext, api: ApiClient, path: string | null): Promise<void> {
  const { terminal } = context;
  const { files } =
    path === null ? await findFiles(ownDocuments, projectRoot) : await findFiles([path], context.cwd);
  if (files.length === 0) throw new CommandFailure('there is no document to ingest');
  terminal.write(`ingesting ${path ?? ownDocuments.join(', ')}: ${counted(files.length, 'file')}\n`);
  await ingestAndTell(context, api, files, { collection: 'default', metadata: {} });
}

function describeAddresses(url: string, dataFolder: string): string {
  const at = (path: string) => new URL(path, url).href;
  return [
    '',
    `Web page   ${at('/')}`,
    `GraphQL    ${at('/graphql')}`,
    `Explorer   ${at('/graphiql')}`,
    '',
    `From another terminal: DATA_DIR=${dataFolder} bin/groundql ask "…"`,
    'Ctrl-C stops the server.',
    '',
    '',
  ].join('\n');
}
