import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import express from 'express';

import type { Services } from '../services/services.js';
import { createApollo } from './apollo.js';
import { contextFactory } from './create-context.js';
import { errorFormatter } from './format-error.js';
import { graphqlRoute } from './graphql-route.js';
import { buildGraphQLSchema } from './graphql-schema.js';
import { healthRoutes } from './health-routes.js';
import { failed, notFound } from './last-resort.js';
import { OperationRunner } from './operation-runner.js';
import { originCheck } from './origins.js';
import { pages } from './pages.js';
import { defaultQueryLimits, type QueryLimits } from './query-limits.js';
import { recordStatistics } from './record-statistics.js';
import type { ServerLog } from './server-log.js';
import { serveSse } from './sse.js';
import { validationRules } from './validation-rules.js';
import { serveWebSocket } from './websocket.js';

export interface ServerOptions {
  readonly services: Services;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly introspection: boolean;
  /** Origins besides the server's own whose pages may use the API. */
  readonly corsOrigins: readonly string[];
  /** The largest request body or WebSocket message. */
  readonly maxBodyBytes: number;
  readonly limits?: Partial<QueryLimits>;
  /** How long requests under way may take to end after `stop`; 10 seconds where absent. */
  readonly drainMilliseconds?: number;
  readonly version: string;
  readonly log: ServerLog;
  readonly clock: { monotonic(): number };
}

export interface GroundQLServer {
  /** Rejects with the system's error where the address cannot be listened at. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends streams (WebSockets with 1001), lets requests end, and resolves when all sockets are closed. */
  stop(): Promise<void>;
}

const graphqlPath = '/graphql';

/** The API over HTTP, WebSocket and SSE at one address, and the pages around it. */
export function createServer(options: ServerOptions): GroundQLServer {
  const { services, corsOrigins, maxBodyBytes, log } = options;
  const limits = { ...defaultQueryLimits, ...options.limits };
  const rules = validationRules({ limits, introspection: options.introspection });
  const schema = recordStatistics(buildGraphQLSchema(), services.statistics, () => options.clock.monotonic());
  const createContext = contextFactory(services);
  const formatError = errorFormatter({ log, hideSuggestions: !options.introspection });
  const isAllowedOrigin = originCheck(corsOrigins);
  const execution = { schema, rules, maxTokens: limits.maxTokens, formatError };

  const app = express().disable('x-powered-by');
  const httpServer = createHttpServer(app);
  const runner = new OperationRunner({ ...execution, createContext });
  const sse = serveSse({ runner, isAllowedOrigin });
  const webSocket = serveWebSocket({
    httpServer,
    path: graphqlPath,
    runner,
    formatError,
    isAllowedOrigin,
    maxMessageBytes: maxBodyBytes,
    log,
  });
  const apollo = createApollo({
    ...execution,
    httpServer,
    drainMilliseconds: options.drainMilliseconds ?? 10_000,
    stopStreams: async () => {
      sse.stop();
      await webSocket.stop();
    },
    log,
  });

  return {
    async start() {
      await apollo.start();
      app.use(healthRoutes(services.health), pages(options.version));
      app.use(
        graphqlPath,
        graphqlRoute({ apollo, sse: sse.handler, createContext, formatError, corsOrigins, maxBodyBytes }),
      );
      app.use(notFound, failed(log));
      const port = await listen(httpServer, options).catch(async (error: unknown) => {
        await apollo.stop();
        throw error;
      });
      return { url: `http://${isIPv6(options.host) ? `[${options.host}]` : options.host}:${port}`, port };
    },
    stop: () => apollo.stop(),
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
