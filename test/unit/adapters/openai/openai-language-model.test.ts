import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  OpenAILanguageModel,
  type OpenAILanguageModelOptions,
} from '../../../../src/adapters/openai/openai-language-model.js';
import { ProviderError } from '../../../../src/domain/errors.js';
import type { GenerationEvent } from '../../../../src/ports/language-model.js';
import { ScriptedOpenAIServer } from '../../../support/scripted-openai-server.js';

const apiKey = 'sk-very-secret';
const request = {
  question: 'Why?',
  sources: [],
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Why?' },
  ],
} as const;

describe('OpenAILanguageModel, over the wire', () => {
  let server: ScriptedOpenAIServer;
  beforeAll(async () => {
    server = await ScriptedOpenAIServer.start();
  });
  afterAll(() => server.stop());

  const modelFor = (script: string, change: Partial<OpenAILanguageModelOptions> = {}) =>
    new OpenAILanguageModel({
      apiKey,
      baseURL: server.baseURL,
      model: `scripted?${script}`,
      temperature: 0,
      maxRetries: 0,
      ...change,
    });

  async function generate(model: OpenAILanguageModel, signal = new AbortController().signal) {
    const events: GenerationEvent[] = [];
    try {
      for await (const event of model.generate(request, signal)) events.push(event);
      return { events, error: null };
    } catch (error) {
      return { events, error };
    }
  }

  const failure = async (script: string, change: Partial<OpenAILanguageModelOptions> = {}) => {
    const { error } = await generate(modelFor(script, change));
    expect(error).toBeInstanceOf(ProviderError);
    expect(JSON.stringify([(error as Error).message, (error as ProviderError).facts])).not.toContain(apiKey);
    return error as ProviderError;
  };

  it('streams the text in its pieces, then what was used', async () => {
    const { events, error } = await generate(modelFor('text=The sky is blue. [1]'));
    expect(error).toBeNull();
    expect(events).toEqual([
      ...['The', ' sky', ' is', ' blue.', ' [1]'].map((text) => ({ kind: 'text', text })),
      { kind: 'usage', promptTokens: 7, completionTokens: 5 },
    ]);
  });

  it('sends the messages, the settings and the key', async () => {
    await generate(modelFor('settings', { maxOutputTokens: 99, temperature: 0.5 }));
    const sent = server.requests.at(-1);
    expect(sent?.authorization).toBe(`Bearer ${apiKey}`);
    expect(sent?.body).toEqual({
      model: 'scripted?settings',
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.5,
      max_tokens: 99,
    });
    await generate(modelFor('bare', { temperature: null }));
    expect(Object.keys(server.requests.at(-1)?.body ?? {})).not.toContain('temperature');
  });

  const replies: readonly (readonly [script: string, says: RegExp, retryable: boolean])[] = [
    ['status=401&code=invalid_api_key', /refused the API key \(invalid_api_key, 401\)/, false],
    ['status=403&code=denied', /may not use/, false],
    ['status=404&code=model_not_found', /does not know the model scripted.*\(model_not_found, 404\)/, false],
    ['status=400&code=context_length_exceeded', /does not fit into the context/, false],
    ['status=400&code=content_filter', /refused the request \(content_filter, 400\)/, false],
    ['status=429&code=rate_limit_exceeded', /no more requests at the moment/, true],
    ['status=429&code=insufficient_quota', /quota is used up/, false],
    ['status=503&code=overloaded', /failed \(overloaded, 503\)/, true],
    ['status=500&code=key sk-very-secret leaked', /failed \(scripted_error, 500\)/, true],
  ];
  it.each(replies)('tells the refusal %s plainly, without the key', async (script, says, retryable) => {
    const error = await failure(script);
    expect(error.message).toMatch(says);
    expect(error.retryable).toBe(retryable);
  });

  const breaks: readonly (readonly [script: string, says: RegExp])[] = [
    ['cut=2', /broke before the answer was complete/],
    ['end=2', /ended before the answer was complete/],
    ['malformed=2', /malformed reply/],
    ['error=2', /failed \(server_error\)/],
    ['finish=length', /cut at the most tokens/],
    ['finish=content_filter', /content filter/],
  ];
  it.each(breaks)('never takes an answer that broke off for a whole one: %s', async (script, says) => {
    const { events, error } = await generate(modelFor(script));
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).message).toMatch(says);
    expect(events.slice(0, 2)).toEqual([
      { kind: 'text', text: 'The' },
      { kind: 'text', text: ' sky' },
    ]);
  });

  it('sends a request again that may succeed later, as often as it was told to', async () => {
    const { events } = await generate(modelFor('status=503&failures=1&again', { maxRetries: 1 }));
    expect(events[0]).toEqual({ kind: 'text', text: 'The' });
    await failure('status=503&failures=2&again', { maxRetries: 1 });
  });

  it('closes the socket when its signal aborts, and throws the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const events: GenerationEvent[] = [];
    const reading = (async () => {
      for await (const event of modelFor('stall=2').generate(request, controller.signal)) {
        events.push(event);
        if (events.length === 2) controller.abort(reason);
      }
    })();
    await expect(reading).rejects.toBe(reason);
    await expect(server.requests.at(-1)?.closed).resolves.toBe(true);
  });

  it('closes the socket when its reader stops reading', async () => {
    for await (const event of modelFor('stall=1&unread').generate(request, new AbortController().signal)) {
      expect(event.kind).toBe('text');
      break;
    }
    await expect(server.requests.at(-1)?.closed).resolves.toBe(true);
  });

  it('gives up on a model that falls silent, before its first token or after', async () => {
    const silent = { firstTokenTimeoutMs: 50, betweenTokensTimeoutMs: 50 };
    const first = await failure('stall=0', silent);
    const later = await failure('stall=2', silent);
    expect([first, later].map(({ message, retryable }) => [message, retryable])).toEqual([
      ['openai: the model stopped sending', true],
      ['openai: the model stopped sending', true],
    ]);
    await expect(server.requests.at(-1)?.closed).resolves.toBe(true);
  });

  it('does not ask at all once its signal has aborted', async () => {
    const before = server.requests.length;
    const reason = new Error('too late');
    const { error } = await generate(modelFor('never'), AbortSignal.abort(reason));
    expect(error).toBe(reason);
    expect(server.requests).toHaveLength(before);
  });

  it('says when nobody is there', async () => {
    const gone = await ScriptedOpenAIServer.start();
    const { baseURL } = gone;
    await gone.stop();
    expect((await failure('x', { baseURL })).message).toMatch(/could not be reached/);
    const model = modelFor('x', { baseURL });
    await expect(model.check()).rejects.toBeInstanceOf(ProviderError);
    await expect(modelFor('x').check()).resolves.toBeUndefined();
  });

  it('knows whether passages leave this machine', () => {
    const remote = (baseURL: string | null) => modelFor('x', { baseURL }).remote;
    expect(
      [null, 'https://llm.example/v1', 'http://127.0.0.1:8080/v1', 'http://localhost:11434/v1'].map(remote),
    ).toEqual([true, true, false, false]);
  });
});
