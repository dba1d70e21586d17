import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { OpenAILanguageModel } from '../../../src/adapters/openai/openai-language-model.js';
import type { Answer, AnswerEvent } from '../../../src/domain/answer.js';
import { NotFoundError } from '../../../src/domain/errors.js';
import type { RunId } from '../../../src/domain/ids.js';
import { defaultPrincipal } from '../../../src/services/access/compile-access.js';
import type { AnswerService } from '../../../src/services/answering/answer-service.js';
import { question } from '../../support/answering.js';
import { ScriptedLanguageModel } from '../../support/scripted-language-model.js';
import { ScriptedOpenAIServer } from '../../support/scripted-openai-server.js';
import { createSearchStack, never, textDocument, type SearchStack } from '../retrieval/search-stack.js';

const menu = 'Le “Café\u0301 𝒳” opens at 8 🕗.\n\nIt serves crème brûlée 🍮 every day.';

describe('answers over a catalog and an index', () => {
  let stack: SearchStack;
  let server: ScriptedOpenAIServer;
  beforeEach(async () => {
    stack = await createSearchStack();
    server = await ScriptedOpenAIServer.start();
    await stack.ingest(textDocument('menu', menu));
  });
  afterEach(async () => {
    await stack.remove();
    await server.stop();
  });

  const openai = (script: string) =>
    new OpenAILanguageModel({
      apiKey: 'key',
      baseURL: server.baseURL,
      model: `scripted?${script}`,
      temperature: 0,
    });

  const follow = async (service: AnswerService, runId: RunId, signal = never) => {
    const events: AnswerEvent[] = [];
    for await (const event of service.follow(defaultPrincipal, { runId, afterSeq: 0 }, signal))
      events.push(event);
    return events;
  };

  it("quotes the document's own text at its span, whatever the model made of it", async () => {
    const said = 'It serves CRÈME brûlée every day [1]. It opens at 8 🕗. [1]';
    const answer = (await stack
      .answersBy(openai(`text=${encodeURIComponent(said)}`))
      .answer(defaultPrincipal, question('When does the café open, what does it serve?'), never)) as Answer;
    expect(answer.text).toBe(said);
    expect(answer.citations.length).toBeGreaterThanOrEqual(2);
    expect(answer.groundedness).toBe(1);
    for (const { quote, sourceSpan, documentId, documentVersion } of answer.citations) {
      const text = await stack.documents.text(defaultPrincipal, documentId, documentVersion);
      expect(text?.slice(sourceSpan.start, sourceSpan.end)).toBe(quote);
    }
  });

  it('closes the provider’s socket when the run is cancelled', async () => {
    const service = stack.answersBy(openai('stall=2'));
    const runId = await service.start(defaultPrincipal, question());
    for await (const event of service.follow(defaultPrincipal, { runId, afterSeq: 0 }, never)) {
      if (event.kind === 'text-delta') expect(await service.cancel(defaultPrincipal, runId)).toBe(true);
    }
    await expect(server.requests.at(-1)?.closed).resolves.toBe(true);
  });

  it('closes the provider’s socket when nobody has followed for the grace', async () => {
    const service = stack.answersBy(openai('stall=2'), 50);
    const runId = await service.start(defaultPrincipal, question());
    const follower = new AbortController();
    for await (const event of service.follow(defaultPrincipal, { runId, afterSeq: 0 }, follower.signal)) {
      if (event.kind === 'text-delta') follower.abort();
    }
    await expect(server.requests.at(-1)?.closed).resolves.toBe(true);
    expect((await follow(service, runId)).at(-1)?.kind).toBe('answer-cancelled');
  });

  it('tells a provider’s refusal as the run’s typed failure', async () => {
    const service = stack.answersBy(openai('status=401&code=invalid_api_key'));
    const events = await follow(service, await service.start(defaultPrincipal, question()));
    expect(events.at(-1)).toMatchObject({ kind: 'answer-failed', code: 'PROVIDER_ERROR', retryable: false });
  });

  it('removes a run with the document it rests on', async () => {
    const service = stack.answersBy(new ScriptedLanguageModel(['It serves crème brûlée. [1]']));
    const { runId, passages } = (await service.answer(defaultPrincipal, question('brûlée'), never)) as Answer;
    await stack.deletion.delete(defaultPrincipal, {
      documents: passages.map(({ documentId }) => documentId),
    });
    await expect(follow(service, runId)).rejects.toBeInstanceOf(NotFoundError);
    await expect(service.result(defaultPrincipal, runId)).rejects.toBeInstanceOf(NotFoundError);
    const after = await service.answer(defaultPrincipal, question('brûlée'), never);
    expect(after).toMatchObject({ kind: 'abstention', reason: 'NO_EVIDENCE', nearest: [] });
  });
});
