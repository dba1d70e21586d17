import { describe, expect, it } from '@jest/globals';

import { loadDocument, type LoadingSource } from '../../../../../src/adapters/loaders/load-document.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';
import { seededRandom } from '../../../../support/seeded-random.js';

const limits = { maxCharacters: 1_000_000 };

function load(content: string | Uint8Array, facts: Partial<LoadingSource> = {}): Promise<LoadedDocument> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return loadDocument({ bytes, mediaType: null, fileName: null, ...facts }, limits);
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
const markdown = (text: string): Promise<LoadedDocument> => load(text, { mediaType: 'text/markdown' });

describe('plain text and Markdown', () => {
  describe('decoding', () => {
    const text = 'Café naïve, “quoted” – 10 €.\r\nEnd 😀 漢字';

    it.each([
      ['UTF-8', Buffer.from(text)],
      ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
      ['UTF-16 with a mark, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['UTF-16 with a mark, big end first', utf16be(`\ufeff${text}`)],
      ['UTF-16 without a mark, little end first', Buffer.from(text, 'utf16le')],
      ['UTF-16 without a mark, big end first', utf16be(text)],
    ])('reads %s, the line ends as they are, the mark left out', async (_encoding, bytes) => {
      expect((await load(bytes)).text).toBe(text);
    });

    it('takes what is no UTF-8 for Windows-1252 where that is plausible', async () => {
      const bytes = latin1('Un caf\xe9 \x93tr\xe8s\x94 cher \x96 10 \x80.');
      expect((await load(bytes)).text).toBe('Un café “très” cher – 10 €.');
    });

    it.each([
      ['UTF-8 with one damaged byte', Buffer.concat([Buffer.from('Ça déjà été'), Buffer.from([0xff])])],
      ['UTF-8 cut off in a character', Buffer.from('Grüße, schöne').subarray(0, 3)],
      ['a mark of UTF-8 before damage', Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xe9, 0x41])],
      ['UTF-16 with half a surrogate pair', Buffer.from('\ufeffab\ud83d', 'utf16le')],
      ['UTF-16 with half a character', Buffer.from('\ufeffabc', 'utf16le').subarray(0, 7)],
    ])('calls %s malformed', async (_what, bytes) => {
      await expect(load(bytes)).rejects.toMatchObject({ code: 'MALFORMED_DOCUMENT' });
    });
  });

  describe('limits', () => {
    const loadSmall = (bytes: Uint8Array) =>
      loadDocument({ bytes, mediaType: null, fileName: null }, { maxCharacters: 10 });

    it('counts UTF-16 code units, not bytes', async () => {
      expect((await loadSmall(Buffer.from('漢'.repeat(10)))).text).toHaveLength(10);
      await expect(loadSmall(Buffer.from('漢'.repeat(11)))).rejects.toMatchObject({
        code: 'DOCUMENT_TOO_LARGE',
      });
      await expect(loadSmall(Buffer.from('😀'.repeat(6)))).rejects.toMatchObject({
        code: 'DOCUMENT_TOO_LARGE',
      });
    });

    it.each([
      ['nothing', ''],
      ['white space', ' \n\t\r\n\u00a0'],
      ['a mark alone', '\ufeff'],
    ])('finds no text in %s', async (_what, text) => {
      await expect(load(text)).rejects.toMatchObject({ code: 'NO_TEXT' });
    });
  });

  describe('marking Markdown', () => {
    it('takes headings of both kinds, without their markup, not inside code, quotes or comments', async () => {
      const text = [
        '# A *bold* [link](x) & `code` ##',
        'Under *lined*',
        '=====',
        '```',
        '# in a fence',
        '```',
        '> # in a quote',
        '',
        '<!--',
        '# in a comment',
        '-->',
        '',
        '    # in indented code',
        '',
        'Two',
        'lines',
        '---',
        '###### Six {#an-id}',
        '####### seven is too many',
        '#',
        '#no-space',
        '## ![alt](a.png) <b>html</b> &amp; \\*',
      ].join('\n');
      const { headings } = await markdown(text);
      expect(headings.map(({ level, text: heading }) => [level, heading])).toEqual([
        [1, 'A bold link & code'],
        [1, 'Under lined'],
        [2, 'Two lines'],
        [6, 'Six'],
        [2, 'alt html & *'],
      ]);
      for (const { offset } of headings) expect(offset === 0 || text[offset - 1] === '\n').toBe(true);
      expect(text.slice(headings[1]?.offset)).toMatch(/^Under/);
    });

    it('takes the title from the front matter, else from the first top-level heading', async () => {
      expect((await markdown("---\ntitle: 'It: works'\ndate: x\n---\n# Other")).title).toBe('It: works');
      expect((await markdown('---\ndate: x\n---\n## Second\n# First\n# Third')).title).toBe('First');
      expect((await markdown('---\ntitle: >\n  folded\n---\ntext')).title).toBeNull();
      expect((await markdown('## Second\n\ntext')).title).toBeNull();
    });

    it('takes front matter for no heading, and a rule for no front matter', async () => {
      const { headings, blocks } = await markdown('---\ntitle: a\n---\n\ntext');
      expect(headings).toEqual([]);
      expect(blocks).toEqual([0, 17, 18]);
      expect((await markdown('---\n\ntext\n\n# One')).headings).toHaveLength(1);
    });

    it('begins a block at each paragraph, item, fence, table and heading', async () => {
      const blocks = [
        '# One',
        'para\ngraph',
        '- a\n  b',
        '- c',
        '```\n\nx\n\n```',
        '| a |\n|---|\n| b |',
        '> quote',
      ];
      const text = blocks.join('\n\n');
      const starts = (await markdown(text)).blocks;
      for (const block of blocks) expect(starts).toContain(text.indexOf(block));
      expect(starts).not.toContain(text.indexOf('x\n'));
    });

    it.each(['\n', '\r\n', '\r'])('counts lines that end in %j', async (end) => {
      const text = ['# One', '', 'text', '', '## Two', 'more'].join(end);
      const { headings } = await markdown(text);
      expect(headings.map(({ offset }) => text.slice(offset, offset + 6).trim())).toEqual([
        '# One',
        '## Two',
      ]);
    });

    it('marks a long document as it marks its parts', async () => {
      const random = seededRandom();
      const parts = [
        '# Heading with *markup*\n\n',
        'Setext\n------\n\n',
        'Some words\nin a paragraph.\n\n',
        '- item\n- item\n  more\n\n',
        '```\n# code\n\n\n# more code\n```\n\n',
        '~~~~ js\n```\n~~~\n# code\n~~~~\n\n',
        '| a | b |\n|---|---|\n| 1 | 2 |\n\n',
        '> quote\n\n',
      ];
      const drawn = Array.from({ length: 4000 }, () => parts[Math.floor(random() * parts.length)] ?? '');
      const whole = await markdown(`${drawn.join('')}end`);
      const headings: { offset: number; text: string }[] = [];
      const blocks: number[] = [];
      let offset = 0;
      const alone = new Map(
        await Promise.all(parts.map(async (part) => [part, await markdown(part)] as const)),
      );
      for (const part of drawn) {
        for (const mark of alone.get(part)?.headings ?? [])
          headings.push({ ...mark, offset: offset + mark.offset });
        blocks.push(...(alone.get(part)?.blocks ?? []).map((start) => offset + start));
        offset += part.length;
      }
      expect(whole.headings).toEqual(headings);
      expect(whole.blocks.filter((start) => start < offset)).toEqual(blocks);
    });
  });

  it('begins a block of plain text after each blank line', async () => {
    const text = 'one\r\nstill one\n\n\n  two\r\n \r\nthree\rstill three\r\n';
    const { blocks } = await load(text);
    expect(blocks.map((start) => text.slice(start, start + 3))).toEqual(['one', 'two', 'thr']);
  });
});
