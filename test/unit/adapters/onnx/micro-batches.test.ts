import { describe, expect, it } from '@jest/globals';

import { microBatches } from '../../../../src/adapters/onnx/micro-batches.js';

describe('microBatches', () => {
  it('puts texts of about one length together and others apart', () => {
    expect(microBatches([10, 100, 12, 104])).toEqual([
      [3, 1],
      [2, 0],
    ]);
  });

  it('holds every text once, pads none by more than 8 tokens, and runs at most 512 at a time', () => {
    const lengths = Array.from({ length: 200 }, (_, index) => 2 + ((index * 97) % 255));
    const batches = microBatches(lengths);
    expect(batches.flat().toSorted((left, right) => left - right)).toEqual([...lengths.keys()]);
    for (const batch of batches) {
      const sizes = batch.map((index) => lengths[index] ?? Number.NaN);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(8);
      expect(Math.max(...sizes) * sizes.length).toBeLessThanOrEqual(512);
    }
  });

  it('makes no batch of no texts', () => {
    expect(microBatches([])).toEqual([]);
  });
});
