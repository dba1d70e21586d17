import { describe, expect, it } from '@jest/globals';

import { poolMeans } from '../../../../src/adapters/onnx/pooling.js';

describe('poolMeans', () => {
  it("takes the mean of each text's own token vectors at unit length, whatever the padding holds", () => {
    const states = Float32Array.of(3, 0, 3, 8, 99, 99, 0, 2, 99, 99, 99, 99);
    const [first, second] = poolMeans(states, [2, 1], 2);
    expect([...(first ?? [])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect([...(second ?? [])]).toEqual([0, 1]);
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinite', Infinity],
    ['all zero', 0],
  ])('refuses a vector that is %s', (_, value) => {
    expect(() => poolMeans(Float32Array.of(value, 0), [1], 2)).toThrow('without a length');
  });
});
