import { createApp } from '../app.js';
import type { CommandContext } from './command-context.js';
import { counted } from './format.js';
import { quietLogging } from './quiet-logging.js';

/** Rebuilds the index of one collection, or of all (null), from the catalog. Needs the data folder to itself. */
export async function reindex(
  { config, terminal }: CommandContext,
  collection: string | null,
): Promise<void> {
  const app = await createApp(quietLogging(config));
  try {
    const chunks = await app.reindex(collection, (message) => {
      terminal.note(`${message}\n`);
    });
    terminal.write(`reindexed ${collection ?? 'every collection'}: ${counted(chunks, 'chunk')}\n`);
  } finally {
    await app.stop();
  }
}
