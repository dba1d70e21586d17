import { BadUserInputError } from '../../domain/errors.js';
import type { Fusion, RetrievalMode, RetrievalOptions } from '../../domain/retrieval.js';
import type { FusionRequest, SearchRequest } from './search-request.js';

/** What an absent `topK` and `minScore` mean. */
export interface RetrievalDefaults {
  readonly topK: number;
  readonly minScore: number;
}

/** The flat optimum measured over five sets: 0.45 to 0.65 are as good. */
const defaultFusion: Fusion = { method: 'MAX_SCORE', denseWeight: 0.55, rrfK: 60 };

/** Throws BadUserInputError naming the argument that is out of range, or that the others make meaningless. */
export function parseRetrievalOptions(
  request: Pick<SearchRequest, 'topK' | 'options'>,
  defaults: RetrievalDefaults,
): RetrievalOptions {
  const { mode, candidates, fusion, minScore } = request.options;
  const chosenMode = mode ?? 'HYBRID';
  return {
    mode: chosenMode,
    topK: whole(request.topK ?? defaults.topK, 1, 100, 'input.topK'),
    candidates: whole(candidates ?? 100, 1, 1000, 'input.retrieval.candidates'),
    minScore: share(minScore ?? defaults.minScore, 'input.retrieval.minScore'),
    fusion: parseFusion(fusion ?? null, chosenMode),
  };
}

function parseFusion(request: FusionRequest | null, mode: RetrievalMode): Fusion {
  if (request === null) return defaultFusion;
  const argument = 'input.retrieval.fusion';
  if (mode !== 'HYBRID') {
    throw new BadUserInputError(argument, `is for mode HYBRID: ${mode} has nothing to fuse`);
  }
  const { method, denseWeight = null, rrfK = null } = request;
  if (method === 'RRF' && denseWeight !== null) {
    throw new BadUserInputError(`${argument}.denseWeight`, 'is for the weighted methods: RRF has no weights');
  }
  if (method !== 'RRF' && rrfK !== null) {
    throw new BadUserInputError(`${argument}.rrfK`, `is for RRF: ${method} does not use it`);
  }
  return {
    method,
    denseWeight: share(denseWeight ?? defaultFusion.denseWeight, `${argument}.denseWeight`),
    rrfK: whole(rrfK ?? defaultFusion.rrfK, 1, 1000, `${argument}.rrfK`),
  };
}

function whole(value: number, least: number, most: number, argument: string): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BadUserInputError(argument, `must be a whole number from ${least} to ${most}, not ${value}`);
}

function share(value: number, argument: string): number {
  if (value >= 0 && value <= 1) return value;
  throw new BadUserInputError(argument, `must be from 0 to 1, not ${value}`);
}
