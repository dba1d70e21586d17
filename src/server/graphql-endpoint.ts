import type { Server } from 'node:http';
import type { Router } from 'express';

import type { Services } from '../services/services.js';
import { buildGraphQLSchema } from './build-graphql-schema.js';
import { contextFactory } from './context-factory.js';
import { createApollo } from './create-apollo.js';
import { errorFormatter } from './error-formatter.js';
import { graphqlRoute } from './graphql-route.js';
import { OperationRunner } from './operation-runner.js';
import { originCheck } from './origin-check.js';
import { recordStatistics } from './record-statistics.js';
import { serveSse } from './serve-sse.js';
import { serveWebSocket } from './serve-web-socket.js';
import type { ServerLogger } from './server-logger.js';
import { validationRules } from './validation-rules.js';

export interface EndpointOptions {
  readonly services: Services;
  readonly introspection: boolean;
  /** Origins besides the server's own whose pages may use the API. */
  readonly corsOrigins: readonly string[];
  /** The largest document: a request may have as much as it takes in base64, and a little more. */
  readonly maxDocumentBytes: number;
  /** Fields within fields; those of introspection are not counted. */
  readonly maxDepth: number;
  /** How long requests under way may take to end after `stop`; 10 seconds where absent. */
  readonly drainMilliseconds?: number;
  readonly logger: ServerLogger;
  readonly clock: { monotonic(): number };
}

export interface GraphQLEndpoint {
  /** Resolves to what is to be mounted at `path`. */
  start(): Promise<Router>;
  /** Ends streams (WebSockets with 1001), lets requests end, then closes the HTTP server. Idempotent. */
  stop(): Promise<void>;
}

/** Documents inline take about twenty tokens each: a thousand of them need variables. */
const maxTokens = 10_000;

const maxAliases = 50;

/** For the query, the metadata and the names. */
const bytesBesideDocuments = 4 * 1024 * 1024;

/** The API at one address over HTTP, WebSocket and SSE, under the same limits and with the same errors. */
export function createGraphQLEndpoint(
  httpServer: Server,
  path: string,
  options: EndpointOptions,
): GraphQLEndpoint {
  const { services, clock, logger, corsOrigins, introspection } = options;
  const maxBodyBytes = Math.ceil((options.maxDocumentBytes * 4) / 3) + bytesBesideDocuments;
  const schema = recordStatistics(buildGraphQLSchema(), services.statistics, () => clock.monotonic());
  const rules = validationRules({ maxDepth: options.maxDepth, maxAliases, introspection });
  const createContext = contextFactory(services);
  const formatError = errorFormatter({ logger, hideSuggestions: !introspection });
  const isAllowedOrigin = originCheck(corsOrigins);
  const execution = { schema, rules, maxTokens, formatError };

  const runner = new OperationRunner({ ...execution, createContext });
  const sse = serveSse({ runner, isAllowedOrigin });
  const webSocket = serveWebSocket({ httpServer, path, runner, isAllowedOrigin, maxBodyBytes, logger });
  const drainMilliseconds = options.drainMilliseconds ?? 10_000;
  const stopStreams = () => {
    sse.stop();
    return webSocket.stop();
  };
  const apollo = createApollo({ ...execution, httpServer, drainMilliseconds, stopStreams, logger });
  let started = false;
  let stopped: Promise<void> | null = null;

  return {
    async start() {
      await apollo.start();
      started = true;
      return graphqlRoute({
        apollo,
        sse: sse.handler,
        createContext,
        formatError,
        corsOrigins,
        maxBodyBytes,
      });
    },
    async stop() {
      if (started) await (stopped ??= apollo.stop());
    },
  };
}
