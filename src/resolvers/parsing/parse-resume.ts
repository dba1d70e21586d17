import { BadUserInputError } from '../../domain/errors.js';
import type { RunId } from '../../domain/ids.js';
import type { ResumeInput } from '../../schema/answer.input.js';
import type { Plain } from '../../schema/plain.js';
import { parseId } from './parse-id.js';

/** Throws BadUserInputError naming what is wrong within `argument`. */
export function parseResume(
  input: Plain<ResumeInput> | null | undefined,
  argument: string,
): { readonly runId: RunId; readonly afterSeq: number } {
  if (!input) throw new BadUserInputError(argument, 'must be given, or `start`');
  if (input.afterSeq < 0) throw new BadUserInputError(`${argument}.afterSeq`, 'must be at least 0');
  return { runId: parseId('run', input.runId, `${argument}.runId`), afterSeq: input.afterSeq };
}
