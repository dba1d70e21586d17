import { describe, expect, it } from '@jest/globals';

import {
  chooseSentences,
  type ScoredSentence,
} from '../../../../src/adapters/extractive/choose-sentences.js';
import type { GenerationSource } from '../../../../src/ports/language-model.js';

const [first, second] = [sourceOf(1), sourceOf(2)];

describe('chooseSentences', () => {
  it('takes three at the most', () => {
    const sentences = [0.9, 0.89, 0.88, 0.87].map((score, index) =>
      sentenceOf({ text: `No. ${String(index)}`, score }),
    );
    expect(chosen(sentences)).toEqual(['No. 0', 'No. 1', 'No. 2']);
  });

  it('drops what is far under the best', () => {
    const sentences = [
      sentenceOf({ text: 'the best', score: 0.8 }),
      sentenceOf({ text: 'nearly as good', score: 0.7 }),
      sentenceOf({ text: 'far worse', score: 0.6 }),
    ];
    expect(chosen(sentences)).toEqual(['the best', 'nearly as good']);
  });

  it('says nothing twice: neither the same meaning nor a part of what it says', () => {
    const vector = Float32Array.of(1, 0, 0, 0, 0);
    const sentences = [
      sentenceOf({ text: 'The harbour freezes in January.', score: 0.8, vector }),
      sentenceOf({ text: 'In January the harbour freezes.', score: 0.79, vector }),
      sentenceOf({ text: 'harbour freezes', score: 0.78 }),
      sentenceOf({ text: 'Ships winter in the south.', score: 0.77 }),
    ];
    expect(chosen(sentences)).toEqual(['The harbour freezes in January.', 'Ships winter in the south.']);
  });

  it("puts the best sentence's source first and keeps each source's own order", () => {
    const sentences = [
      sentenceOf({ text: 'second, later', score: 0.9, source: second, start: 50 }),
      sentenceOf({ text: 'first source', score: 0.85, source: first }),
      sentenceOf({ text: 'second, earlier', score: 0.8, source: second, start: 10 }),
    ];
    expect(chosen(sentences)).toEqual(['second, earlier', 'second, later', 'first source']);
  });

  it('chooses nothing from nothing', () => {
    expect(chooseSentences([])).toEqual([]);
  });
});

function chosen(sentences: readonly ScoredSentence[]): readonly string[] {
  return chooseSentences(sentences).map(({ text }) => text);
}

let made = 0;

/** Unlike all others made before it, unless it is given a vector. */
function sentenceOf(facts: Pick<ScoredSentence, 'text' | 'score'> & Partial<ScoredSentence>): ScoredSentence {
  const vector = new Float32Array(100);
  vector[(made++ % 90) + 10] = 1;
  return { source: first, start: made, vector, ...facts };
}

function sourceOf(number: number): GenerationSource {
  return { number, title: null, headingPath: [], text: '', score: 0.5 };
}
