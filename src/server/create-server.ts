import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import express from 'express';

import { createGraphQLEndpoint, type EndpointOptions } from './graphql-endpoint.js';
import { healthRoutes } from './health-routes.js';
import { failed, notFound } from './last-resort.js';
import { pages } from './pages.js';

export interface ServerOptions extends EndpointOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly version: string;
}

export interface GroundQLServer {
  /** Rejects with the system's error where the address cannot be listened at. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends streams (WebSockets with 1001), lets requests end, and resolves when all sockets are closed. Idempotent. */
  stop(): Promise<void>;
}

const graphqlPath = '/graphql';

/** The API and the pages around it, at one address. */
export function createServer(options: ServerOptions): GroundQLServer {
  const app = express().disable('x-powered-by');
  const httpServer = createHttpServer(app);
  const endpoint = createGraphQLEndpoint(httpServer, graphqlPath, options);

  return {
    async start() {
      app.use(healthRoutes(options.services.health), pages(options.version));
      app.use(graphqlPath, await endpoint.start());
      app.use(notFound, failed(options.logger));
      const port = await listen(httpServer, options).catch(async (error: unknown) => {
        await endpoint.stop();
        throw error;
      });
      return { url: `http://${isIPv6(options.host) ? `[${options.host}]` : options.host}:${port}`, port };
    },
    stop: () => endpoint.stop(),
  };
}

function listen(server: HttpServer, { host, port }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
