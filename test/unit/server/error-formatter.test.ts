import { describe, expect, it } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';

import {
  BadUserInputError,
  InvalidFilterError,
  ProviderError,
  UnavailableError,
} from '../../../src/domain/errors.js';
import { errorFormatter } from '../../../src/server/error-formatter.js';
import { RecordingLogger } from '../../support/recording-logger.js';

function setUp(hideSuggestions = false) {
  const logger = new RecordingLogger();
  return { logger, format: errorFormatter({ logger, hideSuggestions }) };
}

/** As graphql-js wraps what a resolver throws. */
function located(originalError: Error): GraphQLError {
  return new GraphQLError(originalError.message, { originalError, path: ['search'] });
}

describe('the error formatter', () => {
  it('gives our errors their code and facts', () => {
    const { format, logger } = setUp();
    expect(format(located(new BadUserInputError('input.topK', 'must be 1 to 100, not 0')))).toEqual({
      message: 'input.topK must be 1 to 100, not 0',
      path: ['search'],
      extensions: { code: 'BAD_USER_INPUT', argument: 'input.topK', retryable: false },
    });
    expect(logger.lines).toEqual([]);
  });

  it('tells near misses and whether to try again', () => {
    const { format } = setUp();
    expect(format(located(new InvalidFilterError('no field auther', ['author']))).extensions).toEqual({
      code: 'INVALID_FILTER',
      nearMisses: ['author'],
      retryable: false,
    });
    expect(format(located(new UnavailableError('index', 'gone'))).extensions).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    });
    expect(format(located(new ProviderError('openai', 'refused', false))).extensions).toMatchObject({
      code: 'PROVIDER_ERROR',
      retryable: false,
    });
  });

  it('finds our error under several layers', () => {
    const { format } = setUp();
    const error = located(located(new BadUserInputError('first', 'is wrong')));
    expect(format(error).extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('masks everything else and logs it with its cause', () => {
    const { format, logger } = setUp();
    const cause = new TypeError('secret is not a function');
    const formatted = format(located(cause));
    expect(formatted).toEqual({
      message: 'the server could not do this; the cause is in its log',
      path: ['search'],
      extensions: { code: 'INTERNAL' },
    });
    expect(JSON.stringify(formatted)).not.toContain('secret');
    expect(logger.lines).toEqual([
      {
        level: 'error',
        message: 'a request failed',
        facts: { error: cause, path: ['search'] },
      },
    ]);
  });

  it('masks what is no error at all', () => {
    const { format, logger } = setUp();
    expect(format('boom').extensions).toEqual({ code: 'INTERNAL' });
    expect(logger.lines).toHaveLength(1);
  });

  it("keeps GraphQL's own errors and what transports do with them out of the extensions", () => {
    const { format } = setUp();
    const error = new GraphQLError('not so', {
      extensions: { code: 'BAD_REQUEST', http: { status: 405 }, stacktrace: ['secret'] },
    });
    expect(format(error)).toEqual({ message: 'not so', extensions: { code: 'BAD_REQUEST' } });
  });

  it('masks a value of ours that does not fit its type', () => {
    const { format, logger } = setUp();
    const error = located(new GraphQLError('Int cannot represent non-integer value: "secret"'));
    expect(format(error).extensions).toEqual({ code: 'INTERNAL' });
    expect(logger.lines).toHaveLength(1);
  });

  it('calls a document of too many tokens too complex, in the words of this graphql-js', () => {
    const { format } = setUp();
    let thrown: unknown;
    try {
      parse('{ a b c d e f }', { maxLexicalTokens: 5 });
    } catch (error) {
      thrown = error;
    }
    expect(format(thrown).extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
  });

  it('calls a document nested until the stack is full too complex', () => {
    const { format, logger } = setUp();
    const error = new GraphQLError('Maximum call stack size exceeded', {
      originalError: new RangeError('Maximum call stack size exceeded'),
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    expect(format(error).extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
    expect(logger.lines).toEqual([]);
  });

  it('hides suggestions where introspection is off', () => {
    const error = new GraphQLError('Cannot query field "a" on type "Query". Did you mean "b" or "c"?', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(setUp(true).format(error).message).toBe('Cannot query field "a" on type "Query".');
    expect(setUp(false).format(error).message).toContain('Did you mean');
  });
});
