import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';

import { GroundQLError } from '../domain/errors.js';
import type { ServerLogger } from './server-logger.js';

export type FormatError = (error: unknown) => GraphQLFormattedError;

/** What a client is told of a failure that is not its own doing. */
const maskedMessage = 'the server could not do this; the cause is in its log';

/**
 * What a client gets to see of an error, on every transport: our own errors with their code and facts,
 * GraphQL's own with theirs, anything else as INTERNAL, logged here with its cause. Never a stack trace.
 */
export function errorFormatter(options: {
  readonly logger: ServerLogger;
  /** Where introspection is off, GraphQL's suggestions would tell the schema piece by piece. */
  readonly hideSuggestions: boolean;
}): FormatError {
  return (error) => {
    const cause = rootCause(error);
    if (cause instanceof GroundQLError) return formatOwn(cause, error);
    if (error instanceof GraphQLError) {
      const code = codeOf(error, cause);
      if (code !== 'INTERNAL') {
        return formatGraphQL(error, code, options.hideSuggestions);
      }
    }
    options.logger.error({ error: cause, ...placeOf(error) }, 'a request failed');
    return { message: maskedMessage, ...placeOf(error), extensions: { code: 'INTERNAL' } };
  };
}

/** What was thrown, under the layers that graphql-js puts around it. */
function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}

function formatOwn(own: GroundQLError, error: unknown): GraphQLFormattedError {
  const extensions = { ...own.facts, code: own.code, retryable: own.retryable };
  return { message: own.message, ...placeOf(error), extensions };
}

function formatGraphQL(error: GraphQLError, code: string, hideSuggestions: boolean): GraphQLFormattedError {
  const message = hideSuggestions ? error.message.replace(/ ?Did you mean .+\?$/, '') : error.message;
  return { message, ...placeOf(error), extensions: { code } };
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {};
  const { locations, path } = error.toJSON();
  return { ...(locations && { locations }), ...(path && { path }) };
}

/** The code of an error that GraphQL itself raised; INTERNAL where it is the server's fault. */
function codeOf(error: GraphQLError, cause: unknown): string {
  const stated = statedCode(cause) ?? statedCode(error);
  // Deep nesting can overflow the parser's stack before its tokens are counted.
  if (cause instanceof RangeError && stated === 'GRAPHQL_PARSE_FAILED') return 'QUERY_TOO_COMPLEX';
  if (!(cause instanceof GraphQLError)) return 'INTERNAL';
  if (tokenLimit.test(cause.message)) return 'QUERY_TOO_COMPLEX';
  return stated ?? (isInputError(error) ? 'BAD_USER_INPUT' : 'INTERNAL');
}

function statedCode(error: unknown): string | undefined {
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  return typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' ? code : undefined;
}

/** graphql-js gives the parser's token limit no code of its own. */
const tokenLimit = /^Syntax Error: Document contains more that? \d+ tokens/;

/** A variable or an argument that does not fit its type; a field's value that does not is our own fault. */
function isInputError(error: GraphQLError): boolean {
  const node = error.nodes?.[0];
  return node !== undefined && node.kind !== Kind.FIELD;
}
