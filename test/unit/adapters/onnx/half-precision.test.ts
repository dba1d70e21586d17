import { describe, expect, it } from '@jest/globals';

import { widenHalves } from '../../../../src/adapters/onnx/half-precision.js';

describe('widenHalves', () => {
  it.each([
    ['zero', 0x0000, 0],
    ['minus zero', 0x8000, -0],
    ['one', 0x3c00, 1],
    ['minus two', 0xc000, -2],
    ['a third, rounded', 0x3555, 0.333251953125],
    ['the largest', 0x7bff, 65504],
    ['the smallest normal', 0x0400, 2 ** -14],
    ['the smallest of all', 0x0001, 2 ** -24],
    ['infinity', 0x7c00, Infinity],
    ['minus infinity', 0xfc00, -Infinity],
    ['not a number', 0x7e00, Number.NaN],
  ])('widens %s', (_, bits, value) => {
    expect(widenHalves(Uint16Array.of(bits))[0]).toBe(value);
  });
});
