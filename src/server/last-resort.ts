import type { ErrorRequestHandler, RequestHandler } from 'express';

import type { ServerLogger } from './server-logger.js';

/** For addresses that nothing serves. */
export const notFound: RequestHandler = (request, response) => {
  response.status(404).type('text/plain').send(`nothing is served at ${request.path}; see /\n`);
};

/** For what failed outside GraphQL: logged, and never a stack trace to the client. */
export function failed(logger: ServerLogger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    logger.error({ error }, 'a page or a stream failed');
    if (response.headersSent) next(error);
    else response.status(500).type('text/plain').send('the server could not do this\n');
  };
}
