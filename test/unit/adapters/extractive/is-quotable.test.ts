import { describe, expect, it } from '@jest/globals';

import { isPunctuated, isQuotable } from '../../../../src/adapters/extractive/is-quotable.js';

describe('isQuotable', () => {
  it.each([
    ['a plain sentence', 'The harbour freezes in January.'],
    ['one with figures', 'Revenue was $4,120 in 2019 vs $3,900 in 2018.'],
    ['one in quotation marks', '“The ice holds until the end of March.”'],
    ['one with code in it', 'Set `maxTokens` to 200 before you ingest.'],
    ['one with a link', 'See [the guide to embeddings](https://example.org/embeddings) for more.'],
    ['a list item without a full stop', 'click Add Test Case and fill in the values'],
    ['one without spaces', '港口在一月份结冰。'],
  ])('takes %s', (_, sentence) => {
    expect(isQuotable(sentence)).toBe(true);
  });

  it.each([
    ['a heading', '## How the harbour freezes in January'],
    ['a short label', 'Getting started'],
    ['a question', 'When does the harbour freeze this year?'],
    ['a question in quotation marks', 'She asked: “When does the harbour freeze?”'],
    ['an announcement of what follows', 'To ingest a folder, follow these steps:'],
    ['a table row', '| Harbour | freezes in | January | every year |'],
    ['mark-up', '<img src="harbour.png" alt="the harbour in January">'],
    ['a fence', '```bash and then something more here'],
    ['code', 'const { text } = await embed([a, b], { lane: "x" });'],
    ['two words', 'Yes, indeed.'],
    ['a line of numbers', '1 2 3'],
    ['one that would cite a source of ours', 'The harbour [3] freezes in January.'],
    ['one that leaves a code span open', 'The value of `text is the whole file.'],
    ['one far too long', `The harbour ${'really '.repeat(100)}freezes.`],
    ['nothing', ''],
  ])('leaves out %s', (_, sentence) => {
    expect(isQuotable(sentence)).toBe(false);
  });
});

describe('isPunctuated', () => {
  it.each(['It ends.', 'It ends!', '“It ends.”', '**It ends.**', '结束了。'])('is true of %s', (sentence) => {
    expect(isPunctuated(sentence)).toBe(true);
  });

  it.each(['It does not end', 'It goes on,', 'as follows:'])('is false of %s', (sentence) => {
    expect(isPunctuated(sentence)).toBe(false);
  });
});
