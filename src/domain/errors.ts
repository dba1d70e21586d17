import type { IngestionErrorCode } from './ingestion.js';

/** The codes a client can meet in `extensions.code`; anything else is masked as INTERNAL. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'INVALID_FILTER'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'PAYLOAD_TOO_LARGE'
  | 'DEADLINE_EXCEEDED'
  | 'UNAVAILABLE'
  | 'PROVIDER_ERROR'
  | 'INTERNAL';

/** An error whose message is meant for the client. Never put a secret or a foreign id into it. */
export abstract class GroundQLError extends Error {
  abstract readonly code: ErrorCode;
  readonly retryable: boolean = false;
  /** Facts for `extensions`, beside the code. */
  get facts(): Readonly<Record<string, unknown>> {
    return {};
  }
  override get name(): string {
    return this.constructor.name;
  }
}

export class BadUserInputError extends GroundQLError {
  readonly code = 'BAD_USER_INPUT';
  constructor(
    /** The argument, as a path: `input.topK`. */
    readonly argument: string,
    readonly reason: string,
  ) {
    super(`${argument} ${reason}`);
  }
  override get facts(): Readonly<Record<string, unknown>> {
    return { argument: this.argument };
  }
}

export class InvalidFilterError extends GroundQLError {
  readonly code = 'INVALID_FILTER';
  constructor(
    message: string,
    readonly nearMisses: readonly string[] = [],
  ) {
    super(withNearMisses(message, nearMisses));
  }
  override get facts(): Readonly<Record<string, unknown>> {
    return { nearMisses: this.nearMisses };
  }
}

export class NotFoundError extends GroundQLError {
  readonly code = 'NOT_FOUND';
  constructor(
    message: string,
    readonly nearMisses: readonly string[] = [],
  ) {
    super(withNearMisses(message, nearMisses));
  }
  override get facts(): Readonly<Record<string, unknown>> {
    return { nearMisses: this.nearMisses };
  }
}

export class ConflictError extends GroundQLError {
  readonly code = 'CONFLICT';
}

export class ForbiddenError extends GroundQLError {
  readonly code = 'FORBIDDEN';
}

export class PayloadTooLargeError extends GroundQLError {
  readonly code = 'PAYLOAD_TOO_LARGE';
}

export class DeadlineExceededError extends GroundQLError {
  readonly code = 'DEADLINE_EXCEEDED';
  override readonly retryable = true;
  constructor(readonly timeoutMs: number) {
    super(`the answer was not ready within ${String(timeoutMs)} ms`);
  }
}

/** A component that should be there is not: never to be mistaken for "no results". */
export class UnavailableError extends GroundQLError {
  readonly code = 'UNAVAILABLE';
  override readonly retryable = true;
  constructor(
    readonly component: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${component} is unavailable: ${reason}`, options);
  }
}

/** A model provider refused or failed; `message` is plain and carries the vendor's code, never the key. */
export class ProviderError extends GroundQLError {
  readonly code = 'PROVIDER_ERROR';
  constructor(
    readonly provider: string,
    reason: string,
    override readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(`${provider}: ${reason}`, options);
  }
}

/** The work was called off by its caller, a cancel mutation or a shutdown. */
export class CancelledError extends GroundQLError {
  readonly code = 'CONFLICT';
  constructor(reason = 'cancelled') {
    super(reason);
  }
}

/** A document that cannot be ingested; ends the ingestion as FAILED, or retries it where `retryable`. */
export class IngestionFailure extends Error {
  constructor(
    readonly code: IngestionErrorCode,
    message: string,
    readonly retryable = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'IngestionFailure';
  }
}

/** Another worker holds the ingestion's lease by now; whoever meets this stops, without a trace. */
export class LeaseLostError extends Error {
  constructor(readonly ingestionId: string) {
    super(`the lease on ${ingestionId} is held by another worker`);
    this.name = 'LeaseLostError';
  }
}

function withNearMisses(message: string, nearMisses: readonly string[]): string {
  return nearMisses.length === 0 ? message : `${message}; did you mean ${nearMisses.join(', ')}?`;
}
