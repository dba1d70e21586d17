// node examples/stream-an-answer.mjs "QUESTION"
// Streams an answer over WebSocket. Whenever the connection is lost it goes on after the last event that
// arrived: nothing is lost, nothing comes twice, and the model is asked once.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const url = process.env.GROUNDQL_URL ?? 'ws://127.0.0.1:8080/graphql';
const question = process.argv[2] ?? 'How does GroundQL prove its answers?';
const query = `subscription ($input: AnswerStreamInput!) {
  answerStream(input: $input) {
    __typename runId seq terminal
    ... on TextDelta { text }
    ... on AnswerCompleted { answer { citations { marker quote document { externalId } } } }
    ... on AnswerAbstained { abstention { message } }
    ... on AnswerFailed { code message }
  }
}`;

let input = { start: { question } };
for (let attempt = 0; attempt < 5; attempt += 1) {
  if (await follow()) process.exit(0);
  await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
}
console.error('the connection was lost too often');
process.exit(1);

/** Resolves to whether the run came to its end. */
async function follow() {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { input } })) {
      if (errors !== undefined) throw new Error(errors[0].message);
      const event = data.answerStream;
      input = { resume: { runId: event.runId, afterSeq: event.seq } };
      show(event);
      if (event.terminal) return true;
    }
  } catch (error) {
    if (error instanceof Error) throw error;
  } finally {
    await client.dispose();
  }
  return false;
}

function show(event) {
  if (event.__typename === 'TextDelta') process.stdout.write(event.text);
  if (event.__typename === 'AnswerAbstained') console.log(event.abstention.message);
  if (event.__typename === 'AnswerFailed') console.log(`\n${event.code}: ${event.message}`);
  if (event.__typename !== 'AnswerCompleted') return;
  console.log('\n');
  for (const { marker, quote, document } of event.answer.citations) {
    console.log(`[${marker}] ${document?.externalId ?? 'deleted'}: “${quote}”`);
  }
}
