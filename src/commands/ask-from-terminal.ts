import { createInterface } from 'node:readline/promises';

import type { ApiClient } from './api-client.js';
import { askAndVerify } from './ask-and-verify.js';
import type { CommandContext } from './command-context.js';

/** Answers each line typed, until the end of input or Ctrl-C; a question that fails does not end it. */
export async function askFromTerminal(context: CommandContext, api: ApiClient): Promise<void> {
  const { terminal, signal } = context;
  const lines = createInterface({ input: process.stdin, output: process.stderr, prompt: 'Ask: ' });
  signal.addEventListener('abort', () => {
    lines.close();
  });
  // On a terminal readline takes Ctrl-C for itself: hand it on.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== '') await tryAsking(context, api, line.trim());
    if (signal.aborted) return;
    terminal.write('\n');
    lines.prompt();
  }
}

async function tryAsking(context: CommandContext, api: ApiClient, question: string): Promise<void> {
  try {
    await askAndVerify(context, api, question);
  } catch (error) {
    if (context.signal.aborted) return;
    context.terminal.note(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
