import type { RequestHandler } from 'express';

const allowedHeaders = [
  'accept',
  'apollo-require-preflight',
  'authorization',
  'content-type',
  'x-apollo-operation-name',
  'x-graphql-event-stream-token',
].join(', ');

/** Lets pages of `origins` call the API; to all other pages browsers keep it closed. */
export function cors(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin !== undefined && origins.includes(origin)) {
      response.set('Access-Control-Allow-Origin', origin);
      response.set('Access-Control-Allow-Headers', allowedHeaders);
      response.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
      response.set('Access-Control-Max-Age', '600');
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}
