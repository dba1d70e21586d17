import { OpenAI } from 'openai';
import { z } from 'zod';

import { ProviderError } from '../../domain/errors.js';
import type { GenerationEvent, GenerationRequest, LanguageModel } from '../../ports/language-model.js';
import { SilenceTimer } from './silence-timer.js';
import { translateError } from './translate-error.js';

export interface OpenAILanguageModelOptions {
  /** Null for a server that asks for none. */
  readonly apiKey: string | null;
  /** Of any server with OpenAI's chat API; null: OpenAI's own. */
  readonly baseURL: string | null;
  readonly model: string;
  /** Null: the model's own default, for models that take no temperature. */
  readonly temperature: number | null;
  /** An answer that would be longer fails; absent: the model's own limit. */
  readonly maxOutputTokens?: number;
  /** From the request to the first piece of text. */
  readonly firstTokenTimeoutMs?: number;
  /** From one piece to the next. */
  readonly betweenTokensTimeoutMs?: number;
  /** How often a request that met a 408, 409, 429, 5xx or no connection at all is sent again, at once or as told. */
  readonly maxRetries?: number;
  readonly fetch?: typeof fetch;
}

const provider = 'openai';
const ownBaseURL = 'https://api.openai.com/v1';

/** What is read of a chunk: servers leave out and add fields as they like. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** A model behind OpenAI's chat completions API: OpenAI itself, Azure, Ollama, vLLM, llama.cpp. */
export class OpenAILanguageModel implements LanguageModel {
  readonly name: string;
  readonly provider = provider;
  readonly remote: boolean;
  readonly #options: OpenAILanguageModelOptions;
  readonly #client: OpenAI;
  readonly #firstTokenTimeoutMs: number;
  readonly #betweenTokensTimeoutMs: number;

  constructor(options: OpenAILanguageModelOptions) {
    const baseURL = options.baseURL ?? ownBaseURL;
    this.name = options.model;
    this.remote = !isLoopback(baseURL);
    this.#options = options;
    this.#firstTokenTimeoutMs = options.firstTokenTimeoutMs ?? 30_000;
    this.#betweenTokensTimeoutMs = options.betweenTokensTimeoutMs ?? 30_000;
    this.#client = new OpenAI({
      apiKey: options.apiKey ?? 'none',
      baseURL,
      maxRetries: options.maxRetries ?? 1,
      timeout: this.#firstTokenTimeoutMs,
      logLevel: 'off',
      // Absent ones would be read from the environment.
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
  }

  async *generate(
    request: GenerationRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent, void, undefined> {
    signal.throwIfAborted();
    const silence = new SilenceTimer(this.#firstTokenTimeoutMs);
    try {
      yield* this.#stream(request, AbortSignal.any([signal, silence.signal]), () => {
        silence.restart(this.#betweenTokensTimeoutMs);
      });
    } catch (error) {
      signal.throwIfAborted();
      if (silence.signal.aborted) throw new ProviderError(provider, 'the model stopped sending', true);
      throw translateError(error, { provider, model: this.name });
    } finally {
      silence.stop();
    }
  }

  async check(signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.models.list(signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw translateError(error, { provider, model: this.name });
    }
  }

  async *#stream(
    request: GenerationRequest,
    signal: AbortSignal,
    onChunk: () => void,
  ): AsyncGenerator<GenerationEvent, void, undefined> {
    const stream = await this.#client.chat.completions.create(this.#body(request), { signal });
    let finishReason: string | null = null;
    for await (const received of stream) {
      signal.throwIfAborted();
      onChunk();
      const { choices, usage } = chunkSchema.parse(received);
      const choice = choices[0];
      if (choice?.delta?.refusal)
        throw new ProviderError(provider, 'the model refused to answer (refusal)', false);
      if (choice?.delta?.content) yield { kind: 'text', text: choice.delta.content };
      finishReason = choice?.finish_reason ?? finishReason;
      if (usage) yield usageEvent(usage);
    }
    // The SDK ends an aborted stream as if it were complete.
    signal.throwIfAborted();
    requireWholeAnswer(finishReason);
  }

  #body(request: GenerationRequest): OpenAI.ChatCompletionCreateParamsStreaming {
    const { model, temperature, maxOutputTokens, baseURL } = this.#options;
    return {
      model,
      messages: request.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      stream_options: { include_usage: true },
      ...(temperature === null ? {} : { temperature }),
      // OpenAI's newer models refuse the old name, many other servers do not know the new one.
      ...(maxOutputTokens === undefined
        ? {}
        : { [baseURL === null ? 'max_completion_tokens' : 'max_tokens']: maxOutputTokens }),
    };
  }
}

function usageEvent(usage: {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}): GenerationEvent {
  return { kind: 'usage', promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
}

/** An answer cut short must never pass for a whole one. */
function requireWholeAnswer(finishReason: string | null): void {
  switch (finishReason) {
    case null:
      throw new ProviderError(provider, 'the connection ended before the answer was complete', true);
    case 'length':
      throw new ProviderError(provider, 'the answer was cut at the most tokens allowed (length)', false);
    case 'content_filter':
      throw new ProviderError(provider, 'the answer was stopped by a content filter (content_filter)', false);
  }
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
