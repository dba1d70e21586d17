import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';

import { configFrom } from '../config/load-config.js';
import { processSettings } from '../config/process-settings.js';
import { ask } from './ask.js';
import type { CommandContext } from './command-context.js';
import { demo } from './demo.js';
import { ingest } from './ingest.js';
import { reindex } from './reindex.js';
import { search } from './search.js';
import { serve } from './serve.js';
import { showConfig } from './show-config.js';

/** What the process gives every command. */
type CommandIo = Pick<CommandContext, 'terminal' | 'signal'>;

/** The command line. Settings are read when a command runs, so that `--help` needs none. */
export function buildProgram(io: CommandIo): Command {
  const program = new Command('groundql')
    .description('Answers questions from your own documents, and shows the words each answer rests on.')
    .version(packageVersion())
    .exitOverride();
  addServing(program, io);
  addAsking(program, io);
  addKeeping(program, io);
  return program;
}

function addServing(program: Command, io: CommandIo): void {
  program
    .command('serve')
    .description('start the server')
    .action(() => serve(contextOf(io)));
  program
    .command('demo')
    .description('ingest documents, ask a question, stream the cited answer, stay up')
    .argument('[path]', 'a folder of your own; absent: this project’s documents')
    .option('-q, --question <text>', 'what to ask')
    .option('--once', 'end after the answer', false)
    .action((path: string | undefined, options: { question?: string; once: boolean }) =>
      demo(contextOf(io), {
        path: path ?? null,
        question: options.question ?? null,
        once: options.once,
      }),
    );
}

interface AskingOptions {
  readonly collection: string;
  readonly topK?: number;
}

function addAsking(program: Command, io: CommandIo): void {
  const asking = (name: string, argument: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument(argument)
      .option('-c, --collection <name>', 'the collection to look in', 'default')
      .option('-k, --top-k <count>', 'how many passages', positiveInteger);
  asking('search', '<query>', 'find passages').action((query: string, options: AskingOptions) =>
    search(contextOf(io), query, { collection: options.collection, topK: options.topK ?? null }),
  );
  asking('ask', '<question>', 'stream a cited answer').action((question: string, options: AskingOptions) =>
    ask(contextOf(io), question, { collection: options.collection, topK: options.topK ?? null }),
  );
}

function addKeeping(program: Command, io: CommandIo): void {
  program
    .command('ingest')
    .description('ingest documents: files, folders and globs')
    .argument('<path...>')
    .option('-c, --collection <name>', 'the collection to put them in', 'default')
    .option('-m, --metadata <key=value>', 'metadata for each document; may be repeated', collect, [])
    .action((paths: string[], options: { collection: string; metadata: string[] }) =>
      ingest(contextOf(io), paths, options),
    );
  program
    .command('reindex')
    .description('rebuild the index from the catalog')
    .argument('[collection]', 'absent: every collection')
    .action((collection?: string) => reindex(contextOf(io), collection ?? null));
  program
    .command('config')
    .description('print every setting in force, secrets masked')
    .action(() => {
      const { settings, notices } = processSettings();
      showConfig(io.terminal, settings, notices);
    });
}

function contextOf(io: CommandIo): CommandContext {
  const { settings, notices } = processSettings();
  return { ...io, config: configFrom(settings), notices, cwd: process.cwd() };
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It may be a whole number from 1.');
  return Number(text);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
