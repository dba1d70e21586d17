import { describe, expect, it } from '@jest/globals';

import { BadUserInputError } from '../../../../src/domain/errors.js';
import { parseRetrievalOptions } from '../../../../src/services/retrieval/parse-retrieval-options.js';
import type { RetrievalRequest } from '../../../../src/services/retrieval/search-request.js';

const parse = (options: RetrievalRequest, topK: number | null = null) =>
  parseRetrievalOptions({ options, topK }, { topK: 7, minScore: 0.1 });

describe('parseRetrievalOptions', () => {
  it('fills in what is absent or null', () => {
    const defaults = {
      mode: 'HYBRID',
      topK: 7,
      candidates: 100,
      minScore: 0.1,
      fusion: { method: 'MAX_SCORE', denseWeight: 0.55, rrfK: 60 },
    };
    expect(parse({})).toEqual(defaults);
    expect(parse({ mode: null, candidates: null, fusion: null, minScore: null })).toEqual(defaults);
  });

  it('takes the ends of each range', () => {
    expect(parse({ candidates: 1000, minScore: 1 }, 100)).toMatchObject({
      candidates: 1000,
      minScore: 1,
      topK: 100,
    });
    expect(parse({ candidates: 1, minScore: 0 }, 1)).toMatchObject({ candidates: 1, minScore: 0, topK: 1 });
  });

  const refusals: readonly [argument: string, options: RetrievalRequest, topK: number | null][] = [
    ['input.topK', {}, 0],
    ['input.topK', {}, 101],
    ['input.topK', {}, 1.5],
    ['input.retrieval.candidates', { candidates: 0 }, null],
    ['input.retrieval.candidates', { candidates: 1001 }, null],
    ['input.retrieval.minScore', { minScore: -0.01 }, null],
    ['input.retrieval.minScore', { minScore: NaN }, null],
    ['input.retrieval.fusion.denseWeight', { fusion: { method: 'MAX_SCORE', denseWeight: 1.01 } }, null],
    ['input.retrieval.fusion.rrfK', { fusion: { method: 'RRF', rrfK: 0 } }, null],
    ['input.retrieval.fusion', { mode: 'DENSE', fusion: { method: 'RRF' } }, null],
    ['input.retrieval.fusion.denseWeight', { fusion: { method: 'RRF', denseWeight: 0.5 } }, null],
    ['input.retrieval.fusion.rrfK', { fusion: { method: 'RELATIVE_SCORE', rrfK: 60 } }, null],
  ];
  it.each(refusals)(
    'refuses what is out of range or makes no sense, naming %s',
    (argument, options, topK) => {
      const refused = () => parse(options, topK);
      expect(refused).toThrow(BadUserInputError);
      expect(refused).toThrow(expect.objectContaining({ argument }));
    },
  );
});
