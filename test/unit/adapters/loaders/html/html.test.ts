import { describe, expect, it } from '@jest/globals';

import { htmlToDocument } from '../../../../../src/adapters/loaders/html/html-to-document.js';
import { loadHtml } from '../../../../../src/adapters/loaders/html/load-html.js';
import { failureCode } from '../../../../support/failure-code.js';

const facts = { mediaType: 'text/html', maxCharacters: 100_000 };
const textOf = (html: string): string => htmlToDocument(html, facts).text;
const load = async (bytes: Uint8Array) => loadHtml(bytes, { ...facts, fileName: null });

describe('htmlToDocument', () => {
  it('takes the main content and leaves out what surrounds it', () => {
    const html = `<body><nav>Home</nav><main><h1>Ducks</h1><p>They <a href="/q">quack</a>.</p><nav>Next</nav></main>
      <footer>Imprint</footer></body>`;
    expect(textOf(html)).toBe('Ducks\n\nThey quack.');
  });

  it('takes the body without what surrounds it where nothing is marked as main', () => {
    const html = `<header><p>Logo</p></header><header><h1>Ducks</h1></header><aside>Ads</aside>
      <div>They quack all day long.</div><footer>Imprint</footer>`;
    expect(textOf(html)).toBe('Ducks\n\nThey quack all day long.');
  });

  it('takes all of a page that is navigation only', () => {
    expect(textOf('<nav><ul><li>One<li>Two</ul></nav>')).toBe('- One\n- Two');
  });

  it.each([
    '<script>x</script>',
    '<style>x</style>',
    '<p hidden>x</p>',
    '<p style="color:red; display: none">x</p>',
    '<p aria-hidden="true">x</p>',
    '<div class="cookie-banner">x</div>',
    '<template>x</template>',
  ])('leaves out %s', (hidden) => {
    expect(textOf(`<p>seen</p>${hidden}`)).toBe('seen');
  });

  it('numbers lists as browsers do and keeps the paragraphs of an item together', () => {
    const html = '<ol start="3" type="a"><li><p>one</p><p>more</p><ul><li>deep</ul><li value="7">two</ol>';
    expect(textOf(html)).toBe('c. one more\n- deep\ng. two');
  });

  it('writes a table as rows, a spanning cell in all that it covers', () => {
    const html = `<table><caption>Sizes</caption><tr><th colspan="2">A<th>B
      <tr><td rowspan="2">x<td>1<td>2<tr><td>3<td>4<ul><li>5</ul></table>`;
    expect(textOf(html)).toBe('Sizes\n\nA | A | B\nx | 1 | 2\nx | 3 | 4 5');
  });

  it('reads a table that holds tables as a page', () => {
    const html = '<table><tr><td><h2>Left</h2><td><table><tr><td>1<td>2</table></table>';
    expect(textOf(html)).toBe('Left\n\n1 | 2');
  });

  it('keeps code as it is', () => {
    expect(textOf('<pre><code>if (a &lt; b) {\n    go();\n\n}\n</code></pre>')).toBe(
      'if (a < b) {\n    go();\n\n}',
    );
  });

  it('tells title, headings, author and dates', () => {
    const html = `<title>Ducks &amp; geese</title><meta name="author" content="Jo">
      <meta property="article:published_time" content="2026-01-02T03:04:05+01:00"><p>x</p><h2>More ¶</h2>`;
    expect(htmlToDocument(html, facts)).toMatchObject({
      title: 'Ducks & geese',
      headings: [{ offset: 3, level: 2, text: 'More' }],
      properties: { author: 'Jo', created: '2026-01-02T02:04:05.000Z' },
    });
  });

  it('reads what thousands of unclosed elements hold', () => {
    expect(textOf(`${'<font><b>'.repeat(2000)}deep</b> text`)).toBe('deep text');
  });

  it.each([
    ['nothing that is seen', '<script>x</script>', 'NO_TEXT'],
    ['elements 100,000 deep', '<div><b>'.repeat(100_000), 'MALFORMED_DOCUMENT'],
    ['tables 100,000 deep', '<table><tr><td>'.repeat(100_000), 'MALFORMED_DOCUMENT'],
    ['too much text', `<p>${'x'.repeat(100_001)}`, 'DOCUMENT_TOO_LARGE'],
    ['a cell that spans a million rows of a long text', spans(), 'DOCUMENT_TOO_LARGE'],
  ])('refuses %s', async (_, html, code) => {
    expect(await failureCode(() => htmlToDocument(html, facts))).toBe(code);
  });
});

function spans(): string {
  const cell = `<td colspan="1000000" rowspan="1000000">${'x'.repeat(900)}`;
  return `<table><tr>${cell}<tr>${cell}${'<tr><td>y'.repeat(1000)}</table>`;
}

describe('loadHtml', () => {
  it.each([
    ['declared', Buffer.from('<meta charset="windows-1251"><p>\xef\xf0\xe8', 'latin1'), 'при'],
    ['declared as Latin-1', Buffer.from('<meta charset="iso-8859-1"><p>\x80', 'latin1'), '€'],
    [
      'declared in words of old',
      Buffer.from('<meta content="text/html; charset=Shift_JIS"><p>\x93\xfa', 'latin1'),
      '日',
    ],
    ['marked', Buffer.from('\ufeff<p>é', 'utf16le'), 'é'],
    ['not declared', Buffer.from('<p>é'), 'é'],
  ])('reads bytes whose encoding is %s', async (_, bytes, text) => {
    expect((await load(bytes)).text).toBe(text);
  });

  it('reads a page cut off at each tenth', async () => {
    const page = Buffer.from(
      `<p>start</p><table><tr><td>${'word '.repeat(50)}<td>&amp;</table><ul><li>end</ul>`,
    );
    for (let tenth = 2; tenth <= 10; tenth++) {
      const { text } = await load(page.subarray(0, Math.floor((page.length * tenth) / 10)));
      expect(text).toContain('start');
    }
  });
});
