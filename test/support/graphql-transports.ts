import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** One way to reach a server: runs an operation and collects all of its results. */
export interface Transport {
  readonly name: string;
  readonly streams: boolean;
  run(url: string, operation: Operation): Promise<readonly FormattedExecutionResult[]>;
}

const post: Transport = {
  name: 'POST',
  streams: false,
  async run(url, operation) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operation),
    });
    return [(await response.json()) as FormattedExecutionResult];
  },
};

const sse: Transport = {
  name: 'SSE',
  streams: true,
  run(url, operation) {
    const client = createSseClient({ url: `${url}/graphql`, retryAttempts: 0, fetchFn: fetch });
    return collect(client.iterate(operation)).finally(() => {
      client.dispose();
    });
  },
};

const webSocket: Transport = {
  name: 'WebSocket',
  streams: true,
  run(url, operation) {
    const client = webSocketClient(url);
    return collect(client.iterate(operation)).finally(() => client.dispose());
  },
};

export const transports: readonly Transport[] = [post, sse, webSocket];

export function webSocketClient(url: string) {
  return createWebSocketClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
}

/** graphql-ws hands the errors of an operation that never ran to the sink as an array. */
async function collect(results: AsyncIterable<unknown>): Promise<readonly FormattedExecutionResult[]> {
  const collected: FormattedExecutionResult[] = [];
  try {
    for await (const result of results) collected.push(result as FormattedExecutionResult);
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    collected.push({ errors: error as GraphQLFormattedError[] });
  }
  return collected;
}
