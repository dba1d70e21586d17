import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, jest } from '@jest/globals';

import { ExtractiveLanguageModel } from '../../src/adapters/extractive/extractive-language-model.js';
import { createLocalEmbedder } from '../../src/adapters/onnx/local-embedder.js';
import { OpenAILanguageModel } from '../../src/adapters/openai/openai-language-model.js';
import { declineReply } from '../../src/services/answering/prompt.js';
import { splitSentences } from '../../src/services/text-analysis/split-sentences.js';
import { ScriptedOpenAIServer } from '../support/scripted-openai-server.js';
import { describeLanguageModel } from './language-model.contract.js';

// Loading a model takes its time on a machine that is busy with other tests.
jest.setTimeout(60_000);

const cacheFolder = await mkdtemp(join(tmpdir(), 'groundql-language-model-'));
const embedder = await createLocalEmbedder({ threads: 1, cacheFolder });
const server = await ScriptedOpenAIServer.start();

afterAll(async () => {
  await embedder.close();
  await server.stop();
  await rm(cacheFolder, { recursive: true });
});

describeLanguageModel('ExtractiveLanguageModel', () =>
  Promise.resolve(new ExtractiveLanguageModel({ embedder, splitSentences })),
);

describeLanguageModel('OpenAILanguageModel', (behaviour) => {
  const text = behaviour === 'answers' ? 'The harbour freezes in January. [2]' : declineReply;
  const model = `scripted?${new URLSearchParams({ text }).toString()}`;
  return Promise.resolve(
    new OpenAILanguageModel({ apiKey: null, baseURL: server.baseURL, model, temperature: 0 }),
  );
});
