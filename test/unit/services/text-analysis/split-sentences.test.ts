import { describe, expect, it } from '@jest/globals';

import { splitSentences } from '../../../../src/services/text-analysis/split-sentences.js';
import { seededRandom } from '../../../support/seeded-random.js';

const sentencesOf = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it.each([
    ['statements, questions and exclamations', ['It rains.', 'Does it?', 'It does!', 'Well…']],
    ['titles', ['Dr. Smith met Mrs. Jones.', 'They spoke.']],
    ['Latin abbreviations', ['Use a store, e.g. Redis, i.e. a cache.', 'See cf. Knuth.']],
    ['initials', ['J. R. R. Tolkien wrote it.', 'So did C. S. Lewis.']],
    ['decimals, versions and host names', ['Pi is 3.14.', 'Node.js 20.19 runs on example.com.', 'Good.']],
    ['figures and pages', ['See Fig. 3 on p. 12, or No. 7 in vol. 2.', 'He said no.', 'Then left.']],
    ['companies', ['Acme Inc. Berlin makes it.', 'It was made by Acme Inc.', 'The price is low.']],
    ['works by several authors', ['Smith et al. [3] agree.', 'So do Ng et al. (2003) and others.']],
    ['countries', ['The U.S. Army left.', 'It went to the U.S.', 'This was new.']],
    ['numbered headings', ['1. Introduction comes first.', '1.2. Scope follows.']],
    ['quoted speech', ['“Really?” he asked.', '"Yes!" she said.', '“Good.”', '“Then go.”']],
    ['parentheses', ['It ends (so they say.)', '(It does.)', 'Fine.']],
    [
      'citation markers after the full stop',
      ['Paris is big. [1]', 'Rome is old.[2][3]', 'So is Athens. [1, 4]', 'Yes.'],
    ],
    ['citation markers before the full stop', ['Paris is big [1].', 'Rome is old [2, 3].']],
    ['Japanese', ['「はい。」', '次の文です！', '本当？', 'はい。']],
    ['Chinese', ['你好。', '“世界。”', '他走了！', '真的吗？']],
  ])('keeps %s whole', (_what, sentences) => {
    const separator = /\p{Script=Han}|\p{Script=Hiragana}/u.test(sentences.join('')) ? '' : ' ';
    expect(sentencesOf(sentences.join(separator))).toEqual(sentences);
  });

  it.each([
    ['a blank line', 'no full stop here\n\nanother paragraph', ['no full stop here', 'another paragraph']],
    ['a heading', 'text\n## Usage of it\nmore text', ['text', '## Usage of it', 'more text']],
    [
      'list items',
      '- one thing\n- another\n  thing\n1. third',
      ['- one thing', '- another\n  thing', '1. third'],
    ],
    ['table rows', '| a | b |\n|---|---|\n| 1 | 2 |', ['| a | b |', '|---|---|', '| 1 | 2 |']],
    ['lines of code', '```\nlet a = 1\nlet b = 2\n```', ['```', 'let a = 1', 'let b = 2', '```']],
    ['an underlined title', 'Title\n=====\ntext', ['Title', '=====', 'text']],
    [
      'a title line',
      'Introduction\nThis paper shows how it is.',
      ['Introduction', 'This paper shows how it is.'],
    ],
  ])('takes %s as a boundary', (_what, text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it('reads over line breaks that wrapping forced, whatever their kind', () => {
    const text = 'The committee met with\r\nMayor Jones on the first\nof May. It then adjourned\nuntil June.';
    expect(sentencesOf(text)).toEqual([
      'The committee met with\r\nMayor Jones on the first\nof May.',
      'It then adjourned\nuntil June.',
    ]);
  });

  it('has nothing to say about an empty text', () => {
    expect(splitSentences('')).toEqual([]);
    expect(splitSentences(' \n\t\r\n ')).toEqual([]);
  });

  it('splits a long line as it splits its parts', () => {
    const sentences = [
      'Dr. Smith met J. Doe (in Rome).',
      'It was 3.5 km off. [1]',
      '“Why?” she asked.',
      '1 2 3.',
    ];
    const many = Array.from({ length: 2000 }, (_, index) => sentences[index % sentences.length] ?? '');
    expect(sentencesOf(many.join(' '))).toEqual(many);
  });

  it('splits a megabyte on one line, with and without sentences in it', () => {
    const sentence = 'It was the best of times. ';
    expect(splitSentences(sentence.repeat(40_000))).toHaveLength(40_000);
    expect(splitSentences('x'.repeat(1_000_000))).toEqual([{ start: 0, end: 1_000_000 }]);
  });

  it('puts every character but white space into exactly one trimmed span, in order', () => {
    const random = seededRandom();
    const pieces = [
      '. ',
      '.',
      '! ',
      '? ',
      ' ',
      '\n',
      '\n\n',
      '\r\n',
      'The',
      'foo',
      'Dr',
      'e.g',
      '[1]',
      '(',
      ')',
      '"',
    ];
    const more = [
      '“',
      '”',
      '。',
      '你',
      '1',
      '3.5',
      '# ',
      '- ',
      '```\n',
      '| ',
      '\t',
      '😀',
      '\u00a0',
      'J',
      '…',
      '---\n',
    ];
    const all = [...pieces, ...more];
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: 80 }, () => all[Math.floor(random() * all.length)]).join('');
      const spans = splitSentences(text);
      const covered = spans.map(({ start, end }) => text.slice(start, end));
      expect(covered.join('')).toEqual(covered.map((sentence) => sentence.trim()).join(''));
      expect(covered.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      expect(spans.every(({ start, end }, i) => start < end && (spans[i - 1]?.end ?? 0) <= start)).toBe(true);
    }
  });
});
