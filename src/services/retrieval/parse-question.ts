import { BadUserInputError } from '../../domain/errors.js';

/** UTF-16 code units. */
const longestQuestion = 8000;

/**
 * A question or query without the white space around it. Throws BadUserInputError naming `argument` where
 * nothing is left, or more than 8000 characters were sent.
 */
export function parseQuestion(text: string, argument: string): string {
  const question = text.trim();
  if (question === '') throw new BadUserInputError(argument, 'must not be empty');
  if (text.length > longestQuestion) {
    throw new BadUserInputError(
      argument,
      `must have at most ${longestQuestion} characters, not ${text.length}`,
    );
  }
  return question;
}
