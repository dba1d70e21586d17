import type { CommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { counted } from './format.js';
import { quietLogging } from './quiet-logging.js';

/** Rebuilds the index of one collection, or of all (null), from the catalog. Needs the data folder to itself. */
export async function reindex(
  { config, terminal }: CommandContext,
  collection: string | null,
): Promise<void> {
  const { createApp } = await import('../app.js');
  const app = await createApp(quietLogging(config));
  try {
    const rebuilt: string[] = [];
    const total = await app.reindex(collection, (name, chunks) => {
      rebuilt.push(name);
      terminal.note(`${name}: ${counted(chunks, 'chunk')}\n`);
    });
    if (collection !== null && rebuilt.length === 0)
      throw new CommandFailure(`there is no collection named ${collection}`);
    terminal.write(`reindexed ${counted(total, 'chunk')}\n`);
  } finally {
    await app.stop();
  }
}
