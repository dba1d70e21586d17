import { describe, expect, it } from '@jest/globals';

import { orderedText } from '../../../../src/adapters/lancedb/ordered-text.js';

const units = [
  '',
  'a',
  'Z',
  'é',
  '\ud7ff',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
];
const texts = units.flatMap((first) => units.map((second) => first + second));

describe('orderedText', () => {
  it('orders bytes of UTF-8 as JavaScript orders its strings, halves of surrogate pairs included', () => {
    for (const one of texts) {
      for (const other of texts) {
        const byBytes = Buffer.compare(Buffer.from(orderedText(one)), Buffer.from(orderedText(other)));
        expect(Math.sign(byBytes)).toBe(one < other ? -1 : Number(one > other));
      }
    }
  });

  it('leaves text below the surrogates as it is', () => {
    expect(orderedText("o'clock, 東京")).toBe("o'clock, 東京");
  });
});
