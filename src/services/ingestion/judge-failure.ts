import { IngestionFailure, ProviderError, UnavailableError } from '../../domain/errors.js';
import type { IngestionError, IngestionErrorCode } from '../../domain/ingestion.js';

/** What becomes of an ingestion that failed at one of its attempts. */
export type Verdict =
  | { readonly kind: 'fail'; readonly error: IngestionError }
  | { readonly kind: 'retry'; readonly error: IngestionError; readonly afterMilliseconds: number };

/** An outage may pass: 8 attempts. A fault of ours rarely does. */
const attemptsAtOutage = 8;
const attemptsAtFault = 3;
const firstRetryMilliseconds = 1000;
/** Seven retries last ten minutes or so: longer than most outages. */
const growth = 3;
const longestRetryMilliseconds = 5 * 60_000;

/**
 * Judges the failure of attempt number `attempts` (from 1). Retries back off exponentially from 1 s to
 * 5 min, half of it by `random` (0 to 1), so that what failed together does not come back together.
 */
export function judgeFailure(failure: unknown, attempts: number, random: () => number): Verdict {
  const error = ingestionErrorOf(failure);
  const limit = error.code === 'INTERNAL' ? attemptsAtFault : attemptsAtOutage;
  if (!error.retryable || attempts >= limit) return { kind: 'fail', error };
  return { kind: 'retry', error, afterMilliseconds: retryDelay(attempts, random) };
}

function ingestionErrorOf(failure: unknown): IngestionError {
  if (failure instanceof IngestionFailure) return errorOf(failure.code, failure);
  if (failure instanceof ProviderError) return errorOf('EMBEDDING_FAILED', failure);
  if (failure instanceof UnavailableError) return errorOf('STORE_FAILED', failure);
  const message = 'something went wrong inside the server; its log has the details';
  return { code: 'INTERNAL', message, retryable: true };
}

function errorOf(
  code: IngestionErrorCode,
  failure: { readonly message: string; readonly retryable: boolean },
): IngestionError {
  return { code, message: failure.message, retryable: failure.retryable };
}

function retryDelay(attempts: number, random: () => number): number {
  const longest = Math.min(firstRetryMilliseconds * growth ** (attempts - 1), longestRetryMilliseconds);
  return Math.round(longest * (0.5 + random() / 2));
}
