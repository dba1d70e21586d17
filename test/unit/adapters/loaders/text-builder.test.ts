import { describe, expect, it } from '@jest/globals';

import { TextBuilder } from '../../../../src/adapters/loaders/text-builder.js';

const facts = { mediaType: 'text/plain', title: null };
const open = (maxCharacters = 1000): TextBuilder => new TextBuilder({ maxCharacters });

describe('TextBuilder', () => {
  it('sets paragraphs apart, and lines of one list or table not', () => {
    const builder = open();
    builder.heading(1, 'Animals');
    builder.paragraph('Two of them.');
    builder.listItem('Fox');
    builder.listItem('Owl', '2.');
    builder.row(['name', 'legs']);
    builder.row(['Fox', '4']);
    builder.endBlock();
    builder.row(['Owl', '2']);
    builder.preformatted('\nif fox:\n    run()  \n\nelse: fly()\n');
    const { text, blocks } = builder.build(facts);
    const parts = [
      'Animals',
      'Two of them.',
      '- Fox\n2. Owl',
      'name | legs\nFox | 4',
      'Owl | 2',
      'if fox:\n    run()\n\nelse: fly()',
    ];
    expect(text).toBe(parts.join('\n\n'));
    expect(blocks).toEqual(parts.map((part) => text.indexOf(part)));
  });

  it('leaves out what is empty or cannot be seen', () => {
    const builder = open();
    builder.heading(1, ' \u200b ');
    builder.paragraph(' \n\t\n');
    builder.listItem('');
    builder.row(['', ' ']);
    builder.preformatted('\n\n');
    expect(builder.isEmpty).toBe(true);
    builder.paragraph('  so\u00adme \0 words \r\n\r\n more\ud800 ');
    builder.row(['', 'a', '', 'b\nc', '', '']);
    expect(builder.build(facts).text).toBe('some words\nmore\ufffd\n\n| a | | b c');
  });

  it('marks headings and pages where they begin, a page without text not', () => {
    const builder = open();
    builder.page(1);
    builder.paragraph('one');
    builder.page(2);
    builder.page(3);
    builder.heading(9, 'three\n more');
    builder.page(4);
    const { text, headings, pages } = builder.build(facts);
    expect(text).toBe('one\n\nthree more');
    expect(headings).toEqual([{ offset: 5, level: 6, text: 'three more' }]);
    expect(pages).toEqual([
      { offset: 0, page: 1 },
      { offset: 5, page: 3 },
    ]);
  });

  it('begins a new list on a new page', () => {
    const builder = open();
    builder.listItem('one');
    builder.page(2);
    builder.listItem('two');
    const { text, pages } = builder.build(facts);
    expect(text).toBe('- one\n\n- two');
    expect(pages).toEqual([{ offset: 7, page: 2 }]);
  });

  it('keeps the title on a line, and the properties there are', () => {
    const builder = open();
    builder.paragraph('words');
    expect(builder.build({ ...facts, title: ' A\n title ' })).toMatchObject({ title: 'A title' });
    expect(builder.build({ ...facts, title: ' ' })).not.toHaveProperty('properties');
    expect(builder.build({ ...facts, properties: { author: 'Ann' } }).properties).toEqual({ author: 'Ann' });
  });

  it('joins very many small parts', () => {
    const builder = open(1_000_000);
    for (let index = 0; index < 30_000; index += 1) builder.row(['x']);
    expect(builder.build(facts).text).toBe(Array.from({ length: 30_000 }, () => 'x').join('\n'));
  });

  it('refuses a text that gets too long, as soon as it does', () => {
    const builder = open(10);
    builder.paragraph('12345');
    builder.paragraph('789');
    expect(builder.build(facts).text).toHaveLength(10);
    expect(() => {
      builder.listItem('x');
    }).toThrow(expect.objectContaining({ code: 'DOCUMENT_TOO_LARGE' }));
  });

  it('refuses a text of nothing', () => {
    expect(() => open().build(facts)).toThrow(expect.objectContaining({ code: 'NO_TEXT' }));
  });
});
