import { describe, expect, it } from '@jest/globals';

import { relevanceScore } from '../../../../src/services/retrieval/relevance-score.js';

const of = (dense: number | null, keyword: number | null) =>
  relevanceScore({ dense, denseRank: null, keyword, keywordRank: null, fused: null }, 3);

describe('relevanceScore', () => {
  it('is the cosine where only the vectors speak, negative ones being 0', () => {
    expect(of(0.5, null)).toBeCloseTo(0.5);
    expect(of(-0.5, null)).toBe(0);
    expect(of(1.0000001, null)).toBe(1);
  });

  it('is half where only the words speak, and speak up', () => {
    expect(of(null, 24)).toBeCloseTo(0.5);
  });

  it('is more where both speak, and never above 1', () => {
    expect(of(0.5, 24)).toBeCloseTo(0.75);
    expect(of(1, 1e9)).toBe(1);
    expect(of(null, null)).toBe(0);
  });
});
