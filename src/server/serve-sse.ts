import type { Request, RequestHandler, Response } from 'express';
import type { ExecutionResult } from 'graphql';
import { createHandler, type Handler } from 'graphql-sse';

import { accepts } from './accepts.js';
import type { OperationRunner, PreparedOperation } from './operation-runner.js';
import type { IsAllowedOrigin } from './origin-check.js';
import { refusalOverGet } from './refusal-over-get.js';

const eventStream = 'text/event-stream';

type Events = AsyncGenerator<string, void, undefined>;

/**
 * Serves graphql-sse, in distinct connections, to the requests whose `Accept` has text/event-stream, and
 * passes on all others. A foreign page is refused with 403, because an EventSource needs no preflight. The
 * next event is only asked for once the response has taken the one before: a slow client slows its own
 * stream. `stop` cuts the streams that are open, without a `complete`: their clients may resume elsewhere.
 */
export function serveSse(options: {
  readonly runner: OperationRunner;
  readonly isAllowedOrigin: IsAllowedOrigin;
}): { readonly handler: RequestHandler; stop(): void } {
  const { runner, isAllowedOrigin } = options;
  const respond = createProtocol(runner);
  const open = new Set<Response>();

  const handler: RequestHandler = async (request, response, next) => {
    if (!accepts(request.headers.accept, eventStream)) {
      next();
      return;
    }
    if (!isAllowedOrigin(request)) {
      response.status(403).end();
      return;
    }
    const [body, init] = await respond(protocolRequest(request, response));
    response.writeHead(init.status, init.statusText, init.headers);
    if (body === null || typeof body === 'string') {
      response.end(body ?? '');
    } else {
      open.add(response);
      await pump(body, response).finally(() => open.delete(response));
    }
  };
  const stop = () => {
    for (const response of open) response.end();
  };
  return { handler, stop };
}

function createProtocol(runner: OperationRunner): Handler<Request, Response> {
  return createHandler<Request, Response>({
    // No tokens: a stream reserved for the single connection mode would never be given up.
    authenticate: () => null,
    onSubscribe: ({ method }, { query, operationName, variables }) => {
      const prepared = runner.prepare({ query, operationName, variables });
      if (isFailure(prepared)) return single({ errors: prepared });
      const refusal = method === 'GET' ? refusalOverGet(prepared.document, operationName) : undefined;
      if (refusal) return single({ errors: [refusal] });
      return { ...prepared, contextValue: undefined };
    },
    validate: () => [],
    execute: (operation) => runner.run(operation),
    subscribe: (operation) => runner.run(operation),
    onNext: async (_context, { context: response }, result) => {
      await drained(response);
      // It is only printed as JSON, which is what the formatted errors are for.
      return runner.format(result as ExecutionResult) as ExecutionResult;
    },
  });
}

function isFailure<Failure>(
  prepared: PreparedOperation | readonly Failure[],
): prepared is readonly Failure[] {
  return Array.isArray(prepared);
}

// eslint-disable-next-line @typescript-eslint/require-await -- the protocol takes results as a stream
async function* single(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

function protocolRequest(request: Request, response: Response): Parameters<Handler<Request, Response>>[0] {
  const { method, originalUrl: url, headers } = request;
  return {
    method,
    url,
    // The protocol's handler takes no lists.
    headers: { get: (name) => (name === 'accept' ? eventStream : headers[name]?.toString()) },
    body: request.body as Record<string, unknown> | null,
    raw: request,
    context: response,
  };
}

async function pump(events: Events, response: Response): Promise<void> {
  response.once('close', () => void events.return());
  for await (const event of events) {
    if (!response.writable) break;
    response.write(event);
    await drained(response);
  }
  response.end();
}

/** Resolves when the response takes more, or will never. */
function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    if (response.writableNeedDrain && !response.destroyed) response.on('drain', settle).on('close', settle);
    else resolve();
  });
}
