import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';

import { HashingEmbedder } from '../../src/adapters/hashing/hashing-embedder.js';
import { createApp, type App } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { post, subscribe } from '../support/api.js';
import { Chance } from '../support/chance.js';
import { webSocketClient } from '../support/graphql-transports.js';
import { RecordingLogger } from '../support/recording-logger.js';
import { ScriptedLanguageModel } from '../support/scripted-language-model.js';

interface StreamEvent {
  readonly __typename: string;
  readonly runId: string;
  readonly seq: number;
  readonly terminal: boolean;
  readonly offset?: number;
  readonly text?: string;
  readonly answer?: { readonly text: string };
}

const answerStream = `subscription ($input: AnswerStreamInput!) {
  answerStream(input: $input) {
    __typename runId seq terminal
    ... on TextDelta { offset text }
    ... on AnswerCompleted { answer { text } }
  }
}`;

const sentences = Array.from(
  { length: 20 },
  (_, index) => `Sentence ${String(index)} says something plain 😀. [1] `,
);
const chance = new Chance();

describe(`100 subscriptions dropped at seeded events and resumed (seed ${String(chance.seed)})`, () => {
  let folder: string;
  let app: App;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'groundql-resume-'));
    const config = loadConfig({ DATA_DIR: folder, PORT: '0' }, { cwd: folder });
    app = await createApp(config, {
      embedder: new HashingEmbedder({ dimensions: 64 }),
      languageModel: new ScriptedLanguageModel(sentences.flatMap((sentence) => sentence.split(/(?<= )/))),
      logger: new RecordingLogger(),
    });
    ({ url } = await app.start());
    const input = {
      documents: [{ source: { text: 'Something plain is said here, and nothing else.' } }],
      waitFor: 'SEARCHABLE',
    };
    await post(url, 'mutation ($input: IngestInput!) { ingest(input: $input) { ingestions { state } } }', {
      input,
    });
  });

  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['WebSocket', 'SSE'] as const)(
    'loses no delta and repeats none over %s; each run ends in one terminal event',
    async (transport) => {
      const runs = Array.from({ length: 50 }, () => followWithDrops(transport));
      for (const events of await Promise.all(runs)) {
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
        expect(events.filter(({ terminal }) => terminal)).toHaveLength(1);
        const completed = events.at(-1);
        const joined = events.map(({ text }) => text ?? '').join('');
        expect(completed?.__typename).toBe('AnswerCompleted');
        expect(completed?.answer?.text).toBe(joined);
        expect(joined).toContain('Sentence 9 says something plain 😀.');
      }
    },
    60_000,
  );

  /** Follows one run to its end, dropping the connection after seeded numbers of events. */
  async function followWithDrops(transport: 'WebSocket' | 'SSE'): Promise<readonly StreamEvent[]> {
    const events: StreamEvent[] = [];
    let input: object = { start: { question: 'What is said here?', cache: 'BYPASS' } };
    while (events.at(-1)?.terminal !== true) {
      let left = 1 + chance.below(6);
      for await (const event of streamOver(transport, input)) {
        events.push(event);
        left -= 1;
        if (left === 0) break;
      }
      const last = events.at(-1);
      input = { resume: { runId: last?.runId, afterSeq: last?.seq } };
    }
    return events;
  }

  async function* streamOver(transport: 'WebSocket' | 'SSE', input: object): AsyncGenerator<StreamEvent> {
    if (transport === 'SSE') {
      for await (const data of subscribe<{ readonly answerStream: StreamEvent }>(url, answerStream, {
        input,
      })) {
        yield data.answerStream;
      }
      return;
    }
    const client = webSocketClient(url);
    try {
      for await (const { data } of results(client, input)) if (data) yield data.answerStream;
    } finally {
      await client.dispose();
    }
  }

  function results(client: Client, input: object) {
    return client.iterate<{ readonly answerStream: StreamEvent }>({
      query: answerStream,
      variables: { input },
    });
  }
});
