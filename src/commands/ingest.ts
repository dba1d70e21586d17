import type { ApiClient } from './api-client.js';
import type { CommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { findFiles, type SourceFile } from './find-files.js';
import { counted, duration } from './format.js';
import { IngestDisplay } from './ingest-display.js';
import { ingestFiles, type FileProgress, type IngestTarget } from './ingest-files.js';
import { readMetadata } from './read-metadata.js';
import { withApi } from './with-api.js';

export interface IngestOptions {
  readonly collection: string;
  /** `key=value` each. */
  readonly metadata: readonly string[];
}

/** Ingests files, folders and globs; throws CommandFailure, after listing them, where files failed. */
export async function ingest(
  context: CommandContext,
  paths: readonly string[],
  { collection, metadata }: IngestOptions,
): Promise<void> {
  const { files, leftOut } = await findFiles(paths, context.cwd);
  if (leftOut > 0)
    context.terminal.note(`${counted(leftOut, 'file')} left out: no documents by their names\n`);
  if (files.length === 0) throw new CommandFailure('there is no document to ingest');
  await withApi(context.config, async (api) => {
    const target = { collection, metadata: await readMetadata(api, collection, metadata, context.signal) };
    const failures = await ingestAndTell(context, api, files, target);
    if (failures > 0) throw new CommandFailure(`${counted(failures, 'file')} could not be ingested`);
  });
}

/** Ingests files with the progress shown, a closing line and a list of those that failed; resolves to their number. */
export async function ingestAndTell(
  { terminal, signal }: Pick<CommandContext, 'terminal' | 'signal'>,
  api: ApiClient,
  files: readonly SourceFile[],
  target: IngestTarget,
): Promise<number> {
  const started = performance.now();
  const display = new IngestDisplay(terminal, files, () => performance.now());
  const last = new Map<string, FileProgress>();
  for await (const progress of ingestFiles(api, files, target, signal)) {
    last.set(progress.file.path, progress);
    display.update(progress);
  }
  display.finish();
  return tellOutcome(terminal, [...last.values()], (performance.now() - started) / 1000);
}

function tellOutcome(
  terminal: CommandContext['terminal'],
  outcomes: readonly FileProgress[],
  seconds: number,
): number {
  const inState = (state: FileProgress['state']) => outcomes.filter((outcome) => outcome.state === state);
  const chunks = inState('SUCCEEDED').reduce((sum, { chunksTotal }) => sum + chunksTotal, 0);
  const failures = inState('FAILED');
  const unchanged = inState('UNCHANGED').length;
  const facts = [
    `ingested ${counted(inState('SUCCEEDED').length, 'document')} (${counted(chunks, 'chunk')})`,
    ...(unchanged > 0 ? [`${String(unchanged)} unchanged`] : []),
    ...(failures.length > 0 ? [`${String(failures.length)} failed`] : []),
  ];
  terminal.note(`${facts.join(', ')} in ${duration(seconds)}\n`);
  for (const { file, reason } of failures) terminal.note(`  failed: ${file.externalId}: ${reason ?? ''}\n`);
  return failures.length;
}
