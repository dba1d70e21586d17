import { describe, expect, it } from '@jest/globals';

import { numberKey } from '../../../../src/adapters/sqlite/queries/number-key.js';
import { seededRandom } from '../../../support/seeded-random.js';

describe('numberKey', () => {
  it('orders as numbers do, and fits in 64 bits', () => {
    const random = seededRandom();
    const edges = [0, 1, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53, 1 + Number.EPSILON, 1e-17, 0.1, 0.3];
    const numbers = [...edges, ...Array.from({ length: 500 }, () => random() * 10 ** (random() * 600 - 300))];
    const sorted = [...new Set(numbers.flatMap((number) => [number, -number]))].toSorted(
      (left, right) => left - right,
    );
    const keys = sorted.map(numberKey);
    for (const [at, key] of keys.entries()) {
      const before = keys[at - 1] ?? -(2n ** 63n);
      const equal = sorted[at] === sorted[at - 1];
      expect(equal ? key === before : key > before).toBe(true);
    }
    expect(keys.at(-1)).toBeLessThan(2n ** 63n);
  });

  it('takes equal numbers for equal', () => {
    expect(numberKey(-0)).toBe(numberKey(0));
    expect(numberKey(0.1 + 0.2)).not.toBe(numberKey(0.3));
  });

  it('takes booleans for 0 and 1', () => {
    expect([false, true].map(numberKey)).toEqual([0, 1].map(numberKey));
  });
});
