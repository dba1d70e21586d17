import { describe, expect, it } from '@jest/globals';

import type { Fusion } from '../../../../src/domain/retrieval.js';
import { fuseLegs } from '../../../../src/services/retrieval/fuse-legs.js';
import { hit } from '../../../support/retrieving.js';

const by = (method: Fusion['method'], denseWeight = 0.55): Fusion => ({ method, denseWeight, rrfK: 60 });
const dense = [hit('a', 0.8), hit('b', 0.6), hit('c', 0.4)];
const keyword = [hit('c', 10), hit('b', 5)];

function fused(fusion: Fusion, legs = { dense, keyword }): readonly (readonly [string, number])[] {
  return fuseLegs(legs, fusion).map(({ chunkId, score }) => [chunkId, Number(score.toFixed(6))]);
}

describe('fuseLegs', () => {
  it('MAX_SCORE: takes each leg over its highest score, weighted', () => {
    expect(fused(by('MAX_SCORE'))).toEqual([
      ['c', 0.725],
      ['b', 0.6375],
      ['a', 0.55],
    ]);
  });

  it('MAX_SCORE: counts a negative cosine as nothing, not as less than a chunk the leg did not return', () => {
    expect(
      fused(by('MAX_SCORE'), { dense: [hit('a', 0.5), hit('b', -0.5)], keyword: [hit('b', 1)] }),
    ).toEqual([
      ['a', 0.55],
      ['b', 0.45],
    ]);
    expect(fused(by('MAX_SCORE'), { dense: [hit('b', -0.1), hit('a', -0.2)], keyword: [] })).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  it('RELATIVE_SCORE: takes each leg from its lowest to its highest score', () => {
    expect(fused(by('RELATIVE_SCORE', 0.5))).toEqual([
      ['a', 0.5],
      ['c', 0.5],
      ['b', 0.25],
    ]);
    expect(fused(by('RELATIVE_SCORE', 0.5), { dense: [hit('a', 0.3)], keyword: [] })).toEqual([['a', 0.5]]);
  });

  it('RRF: adds up reciprocal ranks, whatever the weight', () => {
    const expected = [
      ['c', Number((1 / 63 + 1 / 61).toFixed(6))],
      ['b', Number((2 / 62).toFixed(6))],
      ['a', Number((1 / 61).toFixed(6))],
    ];
    expect(fused(by('RRF', 0))).toEqual(expected);
    expect(fused(by('RRF', 1))).toEqual(expected);
  });

  it('orders equal scores by chunk id', () => {
    const legs = { dense: [hit('b', 1), hit('a', 1)], keyword: [] };
    expect(fused(by('MAX_SCORE'), legs).map(([chunk]) => chunk)).toEqual(['a', 'b']);
  });

  it('is one leg alone where the other found nothing', () => {
    expect(fused(by('MAX_SCORE'), { dense: [], keyword }).map(([chunk]) => chunk)).toEqual(['c', 'b']);
  });
});
