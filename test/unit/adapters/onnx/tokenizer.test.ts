import { describe, expect, it } from '@jest/globals';

import { findMiniLm } from '../../../../src/adapters/onnx/mini-lm.js';
import { TokenCounter } from '../../../../src/adapters/onnx/token-counter.js';
import { readTokenizer, tokenIds } from '../../../../src/adapters/onnx/tokenizer.js';
import { seededRandom } from '../../../support/seeded-random.js';

const { tokenizerPath } = await findMiniLm();
const tokenizer = readTokenizer(tokenizerPath);
const [cls, sep] = [101, 102];

describe('tokenIds', () => {
  it('puts the ids between the special ones', () => {
    expect(tokenIds(tokenizer, 'This is an example sentence', 256)).toEqual([
      cls,
      2023,
      2003,
      2019,
      2742,
      6251,
      sep,
    ]);
  });

  it('cuts at the end and keeps the closing special token', () => {
    expect(tokenIds(tokenizer, 'This is an example sentence', 4)).toEqual([cls, 2023, 2003, sep]);
  });
});

describe('TokenCounter', () => {
  it('counts what the tokenizer makes of the whole text, special tokens left out', () => {
    const random = seededRandom();
    const counter = new TokenCounter(tokenizer);
    for (let round = 0; round < 300; round++) {
      const text = randomText(random);
      const expected = tokenizer.encode(text, { add_special_tokens: false }).ids.length;
      expect({ text, count: counter.count(text) }).toEqual({ text, count: expected });
    }
  });
});

const scraps = [
  ...['the', 'Embedding', 'GPU-accelerated', 'naïve', 'ΟΔΟΣ', 'E\u0301cole', '\u0301', 'getElementById()'],
  ...[
    '3.14',
    '東京',
    'タワー',
    '[SEP]',
    '[MASK]x',
    '\u0000',
    '\u200b',
    '👩‍👩‍👧',
    "don't",
    'x'.repeat(120),
    '—',
    '\u00a0',
  ],
];
const spaces = [' ', '\n', '\t', '\r\n', '  ', '', '\u3000', '\u2028'];

function randomText(random: () => number): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from({ length: Math.floor(random() * 12) }, () => pick(scraps) + pick(spaces)).join('');
}
