import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { ZodError } from 'zod';

import { ProviderError } from '../../domain/errors.js';

/** What may stand in a message: the vendor's own texts can repeat the key, or words of the prompt. */
const plainCode = /^[\w.-]{1,64}$/;

/**
 * The SDK's error as ProviderError, in a plain sentence with the vendor's code. Other errors are told as a broken
 * connection: what reading a stream fails with depends on the fetch in use.
 */
export function translateError(
  error: unknown,
  call: { readonly provider: string; readonly model: string },
): ProviderError {
  if (error instanceof ProviderError) return error;
  const { reason, retryable } = describe(error, call.model);
  return new ProviderError(call.provider, reason, retryable, { cause: error });
}

const reasons: ReadonlyMap<number, (model: string) => string> = new Map([
  [401, () => 'it refused the API key'],
  [403, (model: string) => `the API key may not use ${model}`],
  [404, (model: string) => `it does not know the model ${model}`],
  [429, () => 'it takes no more requests at the moment'],
]);

interface Described {
  readonly reason: string;
  readonly retryable: boolean;
}

function describe(error: unknown, model: string): Described {
  if (error instanceof APIConnectionTimeoutError) return { reason: 'no answer in time', retryable: true };
  if (error instanceof APIConnectionError) return { reason: 'it could not be reached', retryable: true };
  if (error instanceof APIError) return describeReply(error as APIError, model);
  if (error instanceof ZodError || isSyntaxError(error)) {
    return { reason: 'it sent a malformed reply', retryable: true };
  }
  return { reason: 'the connection broke before the answer was complete', retryable: true };
}

/** By name: the SDK's parser may be of another realm. */
function isSyntaxError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'SyntaxError';
}

function describeReply({ status, code, type }: APIError, model: string): Described {
  const known = [code, type].find((text) => typeof text === 'string' && plainCode.test(text));
  const suffix = ` (${[known, status].filter((part) => part != null).join(', ')})`;
  const retryable = status === undefined || status === 408 || status >= 500;
  if (code === 'context_length_exceeded') {
    return { reason: `the prompt does not fit into the context of ${model}${suffix}`, retryable };
  }
  if (code === 'insufficient_quota') return { reason: `the account's quota is used up${suffix}`, retryable };
  const reason = reasons.get(status ?? 0)?.(model) ?? (retryable ? 'it failed' : 'it refused the request');
  return { reason: reason + suffix, retryable: retryable || status === 429 };
}
