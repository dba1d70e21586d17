import {
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  subscribe,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';

import { abortOnReturn } from './abort-on-return.js';
import type { CreateContext } from './context-factory.js';
import type { FormatError } from './error-formatter.js';

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export type PreparedOperation = Omit<ExecutionArgs, 'contextValue'>;

interface RawResult {
  readonly errors?: readonly unknown[] | undefined;
  readonly data?: Record<string, unknown> | null | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

/**
 * Runs operations for the transports that Apollo Server does not serve, under the same limits, context and
 * error masking as those it does.
 */
export class OperationRunner {
  readonly #schema: GraphQLSchema;
  readonly #rules: readonly ValidationRule[];
  readonly #maxTokens: number;
  readonly #createContext: CreateContext;
  readonly #formatError: FormatError;

  constructor(dependencies: {
    readonly schema: GraphQLSchema;
    readonly rules: readonly ValidationRule[];
    readonly maxTokens: number;
    readonly createContext: CreateContext;
    readonly formatError: FormatError;
  }) {
    this.#schema = dependencies.schema;
    this.#rules = [...specifiedRules, ...dependencies.rules];
    this.#maxTokens = dependencies.maxTokens;
    this.#createContext = dependencies.createContext;
    this.#formatError = dependencies.formatError;
  }

  /** Parses and validates; the errors, not yet masked, carry the codes that Apollo Server gives them. */
  prepare(request: OperationRequest): PreparedOperation | readonly GraphQLError[] {
    const document = this.#parse(request.query);
    if (document instanceof GraphQLError) return [document];
    const invalid = validate(this.#schema, document, this.#rules);
    if (invalid.length > 0) return invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operationName = request.operationName ?? undefined;
    if (!getOperationAST(document, operationName)) return [noOperation(operationName)];
    return { schema: this.#schema, document, operationName, variableValues: request.variables };
  }

  /**
   * The results of an operation, not yet masked: one of a query or mutation, one for each event of a
   * subscription. Nothing starts before the first `next()`; `return()` calls the operation off at once. It
   * never throws: a source that fails ends with a result that has errors only.
   */
  run(operation: PreparedOperation): AsyncGenerator<ExecutionResult, void, void> {
    return abortOnReturn((signal) => this.#results(operation, signal));
  }

  /** A result as a client may see it. */
  format({ errors, data, extensions }: RawResult): FormattedExecutionResult {
    return {
      ...(errors && { errors: this.formatErrors(errors) }),
      ...(data !== undefined && { data }),
      ...(extensions && { extensions }),
    };
  }

  /** Errors as a client may see them. */
  formatErrors(errors: readonly unknown[]): readonly GraphQLFormattedError[] {
    return errors.map(this.#formatError);
  }

  #parse(query: string): DocumentNode | GraphQLError {
    try {
      return parse(query, { maxLexicalTokens: this.#maxTokens });
    } catch (error) {
      return withCode(error, 'GRAPHQL_PARSE_FAILED');
    }
  }

  async *#results(
    operation: PreparedOperation,
    signal: AbortSignal,
  ): AsyncGenerator<ExecutionResult, void, void> {
    const args = { ...operation, contextValue: this.#createContext(signal) };
    try {
      const results = isSubscription(operation) ? await subscribe(args) : await execute(args);
      if (Symbol.asyncIterator in results) yield* results;
      else yield results;
    } catch (error) {
      yield { errors: [toGraphQLError(error)] };
    }
  }
}

function isSubscription({ document, operationName }: PreparedOperation): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function withCode(error: unknown, code: string): GraphQLError {
  const { message, nodes, source, positions, originalError, extensions } = toGraphQLError(error);
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source,
    positions,
    originalError,
    extensions: { code, ...extensions },
  });
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** In graphql-js's own words. */
function noOperation(operationName: string | undefined): GraphQLError {
  const message =
    operationName === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${operationName}".`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
