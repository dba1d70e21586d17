import { createClient, type Client } from 'graphql-sse';

import type { TypedDocumentString } from '../generated/graphql.js';
import { ApiError } from './api-error.js';

interface GraphQLErrorShape {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface ResultShape<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLErrorShape[];
}

/** The server's GraphQL API as the commands use it: queries and mutations by POST, subscriptions by SSE. */
export class ApiClient {
  readonly #url: string;
  readonly #events: Client;

  /** `url` is the server's own, without `/graphql`. */
  constructor(url: string) {
    this.#url = new URL('/graphql', url).href;
    this.#events = createClient({ url: this.#url, fetchFn: fetch, retryAttempts: 0 });
  }

  /** Rejects with ApiError where the answer has errors. */
  async request<Data, Input>(
    operation: TypedDocumentString<Data, Input>,
    variables: Input,
    signal?: AbortSignal,
  ): Promise<Data> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: operation.toString(), variables }),
      signal: signal ?? null,
    });
    return dataOf((await readJson(response)) as ResultShape<Data>);
  }

  /** Throws ApiError where the stream reports errors; aborting `signal` ends it and throws its reason. */
  async *subscribe<Data, Input>(
    operation: TypedDocumentString<Data, Input>,
    variables: Input & Record<string, unknown>,
    signal?: AbortSignal,
  ): AsyncGenerator<Data> {
    const stream = this.#events.iterate<Data>({ query: operation.toString(), variables });
    const stop = () => void stream.return?.();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for await (const result of stream) yield dataOf(result);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    signal?.throwIfAborted();
  }

  close(): void {
    this.#events.dispose();
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const code = response.status === 413 ? 'PAYLOAD_TOO_LARGE' : 'INTERNAL';
    throw new ApiError(`the server answered ${String(response.status)} ${response.statusText}`, code);
  }
}

function dataOf<Data>({ data, errors }: ResultShape<Data>): Data {
  const first = errors?.[0];
  if (first !== undefined) {
    const code = first.extensions?.['code'];
    throw new ApiError(first.message, typeof code === 'string' ? code : 'INTERNAL');
  }
  if (data === undefined || data === null) throw new ApiError('the server answered without data', 'INTERNAL');
  return data;
}
