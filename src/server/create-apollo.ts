import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { GraphQLError, OperationTypeNode, type GraphQLSchema, type ValidationRule } from 'graphql';

import type { OperationContext } from '../resolvers/operation-context.js';
import type { FormatError } from './error-formatter.js';
import { refusalOverGet } from './refusal-over-get.js';
import type { ServerLogger } from './server-logger.js';

/** Queries and mutations over GET and POST, and Apollo Sandbox for browsers. */
export function createApollo(options: {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
  readonly maxTokens: number;
  readonly formatError: FormatError;
  readonly httpServer: Server;
  /** How long requests under way may take to end after `stop`. */
  readonly drainMilliseconds: number;
  /** Ends the streams that are open, as the first step of `stop`. */
  readonly stopStreams: () => Promise<void>;
  readonly logger: ServerLogger;
}): ApolloServer<OperationContext> {
  const { schema, formatError, httpServer, logger } = options;
  return new ApolloServer<OperationContext>({
    schema,
    validationRules: [...options.rules],
    parseOptions: { maxLexicalTokens: options.maxTokens },
    formatError: (_formatted, error) => formatError(error),
    includeStacktraceInErrorResponses: false,
    // Whether introspection is allowed is one of the rules, as on the other transports.
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageLocalDefault({ embed: true, footer: false }),
      { serverWillStart: () => Promise.resolve({ drainServer: options.stopStreams }) },
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: options.drainMilliseconds }),
      refuseByTransport,
    ],
  });
}

/** What a plain request cannot have: costly queries over GET, and streams. */
const refuseByTransport: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ document, operation, operationName, request }) {
        const refusal =
          operation?.operation === OperationTypeNode.SUBSCRIPTION
            ? streamsElsewhere()
            : request.http?.method === 'GET' && refusalOverGet(document, operationName);
        return refusal ? Promise.reject(refusal) : Promise.resolve();
      },
    }),
};

function streamsElsewhere(): GraphQLError {
  return new GraphQLError(
    'a subscription needs a stream: open a WebSocket (subprotocol graphql-transport-ws) at this address, or send the same request with `Accept: text/event-stream`',
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );
}

function apolloLogger(logger: ServerLogger) {
  return {
    debug: () => undefined,
    info: (message: unknown) => {
      logger.info({}, String(message));
    },
    warn: (message: unknown) => {
      logger.warn({}, String(message));
    },
    error: (message: unknown) => {
      logger.error({}, String(message));
    },
  };
}
