import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { Router, type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { GraphQLError } from 'graphql';

import { CancelledError, PayloadTooLargeError } from '../domain/errors.js';
import type { OperationContext } from '../resolvers/operation-context.js';
import type { CreateContext } from './context-factory.js';
import { cors } from './cors.js';
import type { FormatError } from './error-formatter.js';

/** The GraphQL endpoint's HTTP side: CORS, bodies, then SSE, then Apollo Server. */
export function graphqlRoute(options: {
  readonly apollo: ApolloServer<OperationContext>;
  readonly sse: RequestHandler;
  readonly createContext: CreateContext;
  readonly formatError: FormatError;
  readonly corsOrigins: readonly string[];
  readonly maxBodyBytes: number;
}): Router {
  const { apollo, sse, createContext, formatError, corsOrigins, maxBodyBytes } = options;
  const router = Router();
  router.use(cors(corsOrigins));
  router.use(express.json({ limit: maxBodyBytes }));
  router.use(sse);
  router.use(
    expressMiddleware(apollo, {
      context: ({ res }) => Promise.resolve(createContext(abortedWhenGone(res))),
    }),
  );
  router.use(bodyErrors(formatError, maxBodyBytes));
  return router;
}

/** Aborts when the client goes away before it has its answer. */
function abortedWhenGone(response: Pick<Response, 'once' | 'writableFinished'>): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new CancelledError('the client went away'));
  });
  return controller.signal;
}

/** Bodies that cannot be read, in GraphQL's form. */
function bodyErrors(formatError: FormatError, maxBodyBytes: number): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, cause } = explain(error, maxBodyBytes);
    response.status(status).json({ errors: [formatError(cause)] });
  };
}

function explain(error: unknown, maxBodyBytes: number): { status: number; cause: unknown } {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status === 413) {
    return { status, cause: new PayloadTooLargeError(`a request may have at most ${maxBodyBytes} bytes`) };
  }
  if (status < 400 || status >= 500) return { status: 500, cause: error };
  const message = 'the body is not what its content type says it is';
  return { status, cause: new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } }) };
}
