import { describe, expect, it } from '@jest/globals';

import { candidateSentences } from '../../../../src/adapters/extractive/candidate-sentence.js';
import type { GenerationSource } from '../../../../src/ports/language-model.js';
import { splitSentences } from '../../../../src/services/text-analysis/split-sentences.js';

describe('candidateSentences', () => {
  it('takes sentences as they stand, white space made single spaces, and says where they began', () => {
    const text = 'The harbour\nfreezes in  January. Ships winter in the south.';
    const [first, second] = candidateSentences([sourceOf(text)], splitSentences, 10);
    expect(first?.text).toBe('The harbour freezes in January.');
    expect(second?.text).toBe('Ships winter in the south.');
    expect(second?.start).toBe(text.indexOf('Ships'));
  });

  it('leaves out headings, even unmarked ones, and the title', () => {
    const text = [
      '# How the Harbour Freezes over in Winter',
      'The port of Tornio, its ice and its ships',
      'The ships and where they go in winter',
      'The harbour freezes in January.',
    ].join('\n\n');
    const headings = ['The ships and where they go in winter'];
    const source = sourceOf(text, {
      title: 'The Port of Tornio, its ice and its ships',
      headingPath: headings,
    });
    expect(texts([source])).toEqual(['The harbour freezes in January.']);
  });

  it('takes off list marks before a sentence and footnote marks behind it', () => {
    const text =
      '- The harbour freezes in January.[4]\n- Ships winter in the south. [5][6]\n1. Ice is cut in March. [7]';
    expect(texts([sourceOf(text)])).toEqual([
      'The harbour freezes in January.',
      'Ships winter in the south.',
      'Ice is cut in March.',
    ]);
  });

  it('leaves out a sentence that began before the source or ends after it', () => {
    const text =
      'of the north freeze early. The harbour freezes in January. The ships that winter in the south and';
    expect(texts([sourceOf(text)])).toEqual(['The harbour freezes in January.']);
  });

  it('takes a sentence that two sources share from the first one', () => {
    const shared = 'The harbour freezes in January.';
    const sources = [
      sourceOf(`${shared} Ice is thick by then.`),
      sourceOf(`${shared} Ships winter in the south.`, { number: 2 }),
    ];
    const candidates = candidateSentences(sources, splitSentences, 10);
    expect(candidates.map(({ text, source }) => [text, source.number])).toEqual([
      [shared, 1],
      ['Ice is thick by then.', 1],
      ['Ships winter in the south.', 2],
    ]);
  });

  it('stops at the limit', () => {
    const sources = [
      sourceOf('One comes first of all. Two comes after that one.'),
      sourceOf('Three comes at the end.'),
    ];
    expect(candidateSentences(sources, splitSentences, 2).map(({ text }) => text)).toEqual([
      'One comes first of all.',
      'Two comes after that one.',
    ]);
    expect(candidateSentences(sources, splitSentences, 3)).toHaveLength(3);
  });
});

function texts(sources: readonly GenerationSource[]): readonly string[] {
  return candidateSentences(sources, splitSentences, 10).map(({ text }) => text);
}

function sourceOf(text: string, facts: Partial<GenerationSource> = {}): GenerationSource {
  return { number: 1, title: null, headingPath: [], text, score: 0.5, ...facts };
}
