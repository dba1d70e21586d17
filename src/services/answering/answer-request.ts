import { BadUserInputError } from '../../domain/errors.js';
import type { SearchRequest } from '../retrieval/search-request.js';

/** A question and where to look for its answer, as a client asks it: nothing in it is checked yet. */
export interface AnswerRequest extends Omit<SearchRequest, 'query'> {
  readonly question: string;
  /** The whole answer must be ready within this time; null: the server's limit. */
  readonly timeoutMs: number | null;
}

/** Throws BadUserInputError where the client asks for no time at all, or more than the server allows. */
export function parseTimeout(timeoutMs: number | null, limit: number): number {
  if (timeoutMs === null) return limit;
  if (Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= limit) return timeoutMs;
  throw new BadUserInputError(
    'input.timeoutMs',
    `must be a whole number from 1 to ${limit}, not ${timeoutMs}`,
  );
}
