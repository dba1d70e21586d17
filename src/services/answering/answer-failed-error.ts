import { GroundQLError, type ErrorCode } from '../../domain/errors.js';

const codes: ReadonlySet<string> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'INVALID_FILTER',
  'CONFLICT',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'PAYLOAD_TOO_LARGE',
  'DEADLINE_EXCEEDED',
  'UNAVAILABLE',
  'PROVIDER_ERROR',
  'INTERNAL',
]);

/** What an `answer-failed` event tells, for those who wait for the whole answer. */
export class AnswerFailedError extends GroundQLError {
  readonly code: ErrorCode;
  override readonly retryable: boolean;

  constructor(failure: { readonly code: string; readonly message: string; readonly retryable: boolean }) {
    super(failure.message);
    this.code = codes.has(failure.code) ? (failure.code as ErrorCode) : 'INTERNAL';
    this.retryable = failure.retryable;
  }
}
