import {
  AnswerStreamDocument,
  CancelAnswerDocument,
  type AnswerInput,
  type AnswerStreamSubscription,
} from '../generated/graphql.js';
import type { ApiClient } from './api-client.js';
import { CommandFailure } from './command-failure.js';
import type { Terminal } from './terminal.js';

type StreamedEvent = AnswerStreamSubscription['answerStream'];
type Completed = Extract<StreamedEvent, { __typename: 'AnswerCompleted' }>['answer'];
type Abstained = Extract<StreamedEvent, { __typename: 'AnswerAbstained' }>['abstention'];

export type StreamedResult =
  | { readonly kind: 'answer'; readonly answer: Completed }
  | { readonly kind: 'abstention'; readonly abstention: Abstained };

/**
 * Asks, writes the answer's text as it comes, and resolves to what the run came to. Aborting `signal`
 * cancels the run. Throws CommandFailure where the run failed.
 */
export async function streamAnswer(
  api: ApiClient,
  question: AnswerInput,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<StreamedResult> {
  let runId: string | null = null;
  try {
    const events = api.subscribe(AnswerStreamDocument, { input: { start: question } }, signal);
    for await (const { answerStream: event } of events) {
      runId = event.runId;
      const result = handle(event, terminal);
      if (result !== null) return result;
    }
  } catch (error) {
    if (signal.aborted && runId !== null) await api.request(CancelAnswerDocument, { runId });
    throw error;
  }
  throw new CommandFailure('the server ended the answer without saying how it came out');
}

function handle(event: StreamedEvent, terminal: Terminal): StreamedResult | null {
  switch (event.__typename) {
    case 'TextDelta':
      terminal.write(event.text);
      return null;
    case 'AnswerCompleted':
      terminal.write('\n');
      return { kind: 'answer', answer: event.answer };
    case 'AnswerAbstained':
      terminal.write(`${event.abstention.message}\n`);
      return { kind: 'abstention', abstention: event.abstention };
    case 'AnswerFailed':
      throw new CommandFailure(`no answer: ${event.message} (${event.code})`);
    case 'AnswerCancelled':
      throw new CommandFailure('the answer was cancelled');
    case 'AnswerStarted':
    case 'PassagesRetrieved':
    case 'CitationAdded':
      return null;
  }
}
