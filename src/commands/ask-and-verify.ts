import type { ApiClient } from './api-client.js';
import type { CommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { counted } from './format.js';
import { printSources } from './print-sources.js';
import { streamAnswer } from './stream-answer.js';
import { findWrongQuotes } from './verify-quotes.js';

/**
 * Streams the answer to a question, lists its sources and checks each quote against its document. Throws
 * CommandFailure where there is no answer, no citation, or a quote that is not found.
 */
export async function askAndVerify(
  { terminal, signal }: CommandContext,
  api: ApiClient,
  question: string,
): Promise<void> {
  terminal.write(`\nQuestion: ${question}\n\n`);
  const result = await streamAnswer(api, { question, collection: 'default' }, terminal, signal);
  if (result.kind === 'abstention') throw new CommandFailure('the documents do not answer this question');
  const { citations } = result.answer;
  if (citations.length === 0) throw new CommandFailure('the answer cites nothing');
  printSources(terminal, citations);
  const wrong = await findWrongQuotes(api, citations, signal);
  const quotes = counted(citations.length, 'quote');
  if (wrong.length > 0) {
    throw new CommandFailure(`${String(wrong.length)} of ${quotes} not found in the documents they name`);
  }
  terminal.write(`\nChecked: ${quotes} read back from the documents, byte for byte the same.\n`);
}
