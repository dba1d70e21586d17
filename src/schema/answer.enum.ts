import type { AbstentionReason, Support } from '../domain/answer.js';
import { enumType } from './enum-type.js';

export const SupportEnum = enumType<Support>('Support', 'How far a source carries a sentence.', {
  SUPPORTED: 'The source says so.',
  PARTIAL: 'The source says part of it.',
  UNVERIFIED: 'It could not be checked.',
});

export const AbstentionReasonEnum = enumType<AbstentionReason>(
  'AbstentionReason',
  'Why there is no answer.',
  {
    NO_EVIDENCE: 'Nothing was found that bears on the question.',
    LOW_SUPPORT: 'What was found does not answer it.',
  },
);
