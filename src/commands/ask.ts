import type { CommandContext } from './command-context.js';
import { printSources } from './print-sources.js';
import { streamAnswer } from './stream-answer.js';
import { withApi } from './with-api.js';

export interface AskOptions {
  readonly collection: string;
  readonly topK: number | null;
}

/** Streams the answer to a question, then lists its sources. No answer is an outcome, not a failure. */
export async function ask(
  { config, terminal, signal }: CommandContext,
  question: string,
  { collection, topK }: AskOptions,
): Promise<void> {
  await withApi(config, async (api) => {
    const result = await streamAnswer(api, { question, collection, topK }, terminal, signal);
    if (result.kind === 'answer') printSources(terminal, result.answer.citations);
  });
}
