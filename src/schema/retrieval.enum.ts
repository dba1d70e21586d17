import type { CacheOutcome, CachePolicy, FusionMethod, LegKind, RetrievalMode } from '../domain/retrieval.js';
import { enumType } from './enum-type.js';

export const RetrievalModeEnum = enumType<RetrievalMode>('RetrievalMode', 'Which legs search.', {
  HYBRID: 'Both, fused.',
  DENSE: 'By meaning: vectors alone.',
  KEYWORD: 'By words alone.',
});

export const FusionMethodEnum = enumType<FusionMethod>('FusionMethod', 'How the legs become one ranking.', {
  MAX_SCORE: 'Each leg over its highest score for this query, then the weighted sum.',
  RELATIVE_SCORE: 'Each leg from its lowest to its highest score as 0 to 1, then the weighted sum.',
  RRF: 'Reciprocal ranks.',
});

export const CachePolicyEnum = enumType<CachePolicy>('CachePolicy', 'What part the cache plays.', {
  USE: 'Read it and write it.',
  REFRESH: 'Write it, but do not read it.',
  BYPASS: 'Neither.',
});

export const CacheOutcomeEnum = enumType<CacheOutcome>('CacheOutcome', 'What part the cache played.', {
  HIT: 'The passages came from it.',
  MISS: 'They were not in it.',
  BYPASSED: 'It was not asked, or could not be.',
});

export const LegKindEnum = enumType<LegKind>('LegKind', 'A leg of retrieval.', {
  DENSE: 'By meaning: vectors.',
  KEYWORD: 'By words.',
});
