import { describe, expect, it } from '@jest/globals';

import { loadPdf } from '../../../../../src/adapters/loaders/pdf/load-pdf.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';
import { pdfFile, show, showLines, stream, type PdfInput } from './pdf-file.js';

const hints = { mediaType: 'application/pdf', fileName: 'a.pdf', maxCharacters: 100_000 };

async function load(input: PdfInput): Promise<LoadedDocument> {
  return loadPdf(pdfFile(input), hints);
}

async function textOf(...contents: string[]): Promise<string> {
  return (await load({ pages: contents.map((content) => ({ content })) })).text;
}

const prose = [
  'The harbour of the town was built in the spring of',
  'that year, and the ships that came to it brought a',
  'trade that nobody had foreseen. Within ten years it',
  'had grown to be the largest of the coast, and those',
  'who had laughed at the plan now paid for a place.',
];
const otherProse = [
  'The railway came later. It was laid along the river',
  'through two tunnels and over a bridge of iron, which',
  'stands to this day. Its first engine is kept in the',
  'museum beside the station, where it can be visited',
  'on every day of the week but Monday, free of charge.',
];

describe('loadPdf: text', () => {
  it('joins lines into paragraphs, which a wider gap divides', async () => {
    const text = await textOf(showLines(50, 700, prose) + showLines(50, 600, otherProse));
    expect(text).toBe(`${prose.join(' ')}\n\n${otherProse.join(' ')}`);
  });

  it('reads pieces of a line in their places, whatever the order they are drawn in', async () => {
    const text = await textOf(show(84, 700, 'second') + show(50, 700, 'first') + show(121, 700, 'third'));
    expect(text).toBe('first second third');
  });

  it('reads a line that is drawn twice to look bold once', async () => {
    expect(await textOf(show(50, 700, 'Bold words') + show(50.4, 700, 'Bold words'))).toBe('Bold words');
  });

  it('keeps a raised note with the line it belongs to', async () => {
    expect(await textOf(show(50, 700, 'as shown') + show(92, 704, '2', 6))).toBe('as shown2');
  });

  it('begins items of a list on lines of their own', async () => {
    const list = showLines(50, 640, ['1. Open the valve', '2. Wait for a minute', '3. Close it again']);
    const bullets =
      show(50, 560, '\x95') + show(70, 560, 'a spanner') + show(50, 548, '\x95') + show(70, 548, 'oil');
    expect(await textOf(list + bullets)).toBe(
      '1. Open the valve\n2. Wait for a minute\n3. Close it again\n- a spanner\n- oil',
    );
  });

  it('ends a line where the next word had fitted', async () => {
    const address = ['Harbour Office', '12 Quay Street', 'Port of the Northern Islands'];
    expect(await textOf(showLines(50, 700, address))).toBe(address.join('\n'));
  });

  it('reads text at an angle, after what is written straight', async () => {
    const sideways = 'BT /F1 10 Tf 0 1 -1 0 30 200 Tm (written upwards) Tj ET\n';
    const slanted = 'BT /F1 10 Tf .707 .707 -.707 .707 200 300 Tm (DRAFT) Tj ET\n';
    expect(await textOf(sideways + slanted + showLines(60, 700, prose))).toBe(
      `${prose.join(' ')}\n\nwritten upwards\n\nDRAFT`,
    );
  });

  it('reads a page that is turned', async () => {
    const content = `0 1 -1 0 600 0 cm\n${showLines(50, 500, prose)}`;
    const { text } = await load({ pages: [{ content, entries: '/Rotate 90' }] });
    expect(text).toBe(prose.join(' '));
  });
});

describe('loadPdf: hyphens at the ends of lines', () => {
  const lines = (first: string, second: string): string[] => [
    `we came upon a long and unexpected ${first}`,
    `${second} and went on to the next one of them.`,
  ];

  it('go where a word was broken', async () => {
    expect(await textOf(showLines(50, 700, lines('develop-', 'ment of it')))).toContain(
      'unexpected development of',
    );
  });

  it('stay where the document has the word with it', async () => {
    const text = await textOf(
      show(50, 760, 'The so well-known story.') + showLines(50, 700, lines('well-', 'known one')),
    );
    expect(text).toContain('unexpected well-known one');
  });

  it('stay where both parts are words of the document', async () => {
    const text = await textOf(
      show(50, 760, 'The sea side is a side of it.') + showLines(50, 700, lines('sea-', 'side one')),
    );
    expect(text).toContain('unexpected sea-side one');
  });

  it('stay before a capital letter or a number', async () => {
    expect(await textOf(showLines(50, 700, lines('COVID-', '19 wave')))).toContain('COVID-19 wave');
  });
});

describe('loadPdf: columns', () => {
  it('are read one after the other, though their lines stand beside each other', async () => {
    const text = await textOf(showLines(50, 700, prose) + showLines(320, 700, otherProse));
    expect(text).toBe(`${prose.join(' ')}\n\n${otherProse.join(' ')}`);
  });

  it('end at a line that spans them', async () => {
    const title =
      'A history of the town, of its harbour and of the railway that came to it afterwards in the end';
    const text = await textOf(
      showLines(50, 700, prose) +
        showLines(320, 700, otherProse) +
        show(50, 620, title) +
        showLines(50, 580, otherProse) +
        showLines(320, 580, prose),
    );
    const parts = [prose.join(' '), otherProse.join(' '), title, otherProse.join(' '), prose.join(' ')];
    expect(text).toBe(parts.join('\n\n'));
  });

  it('are read from the left where three of them are on a page', async () => {
    const columns = [prose, otherProse, prose].map((lines) => lines.map((line) => line.slice(0, 30).trim()));
    const text = await textOf(
      columns.map((lines, index) => showLines(30 + index * 185, 700, lines)).join(''),
    );
    const starts = ['The harbour', 'The railway'].map((start) => text.indexOf(start));
    expect(starts).toEqual([0, expect.any(Number)]);
    expect(text.indexOf('The railway')).toBeGreaterThan(text.indexOf('who had laughed'));
    expect(text.lastIndexOf('The harbour')).toBeGreaterThan(text.indexOf('on every day'));
  });

  it('share a paragraph that goes on in the next one', async () => {
    const second = ['and this is where the sentence of the first column', ...otherProse];
    const first = [...prose.slice(0, 4), 'who had laughed at the plan now paid for a place'];
    const text = await textOf(showLines(50, 700, first) + showLines(320, 700, second));
    expect(text).toContain('paid for a place and this is where');
  });
});

describe('loadPdf: tables', () => {
  const table = [
    ['Part', 'Hours', 'Cost'],
    ['Bumper', '2', '2,100'],
    ['Paint work', '1.5', '225'],
    ['Total', '', '2,325'],
  ];
  const draw = (rows: string[][]): string =>
    rows.flatMap((row, y) => row.map((cell, x) => show(50 + 120 * x, 600 - 14 * y, cell))).join('');

  it('become rows with their cells, empty ones too', async () => {
    expect(await textOf(draw(table))).toBe(
      'Part | Hours | Cost\nBumper | 2 | 2,100\nPaint work | 1.5 | 225\nTotal | | 2,325',
    );
  });

  it('keep a cell of two lines in one cell', async () => {
    const text = await textOf(draw(table.slice(0, 3)) + show(170, 562, 'estimated'));
    expect(text).toContain('Paint work | 1.5 estimated | 225');
  });

  it('are blocks of their own, apart from the text around them', async () => {
    const { text, blocks } = await load({ pages: [{ content: showLines(50, 700, prose) + draw(table) }] });
    expect(blocks.map((offset) => text.slice(offset, offset + 4))).toEqual(['The ', 'Part']);
  });

  it('are not made of two words that stand apart', async () => {
    expect(await textOf(show(50, 700, 'left') + show(400, 700, 'right'))).toBe('left right');
  });
});

describe('loadPdf: pages and headings', () => {
  it('marks where pages begin, those without text left out', async () => {
    const { text, pages } = await load({
      pages: [
        { content: show(50, 700, 'First page') },
        { content: '' },
        { content: show(50, 700, 'Third page') },
      ],
    });
    expect(text).toBe('First page\n\nThird page');
    expect(pages).toEqual([
      { offset: 0, page: 1 },
      { offset: 12, page: 3 },
    ]);
  });

  it('takes larger type for headings, the largest for the highest', async () => {
    const content =
      show(50, 750, 'The town', 20) + show(50, 720, 'Its harbour', 14) + showLines(50, 690, prose);
    const { text, headings, title } = await load({ pages: [{ content }] });
    expect(headings).toEqual([
      { offset: 0, level: 1, text: 'The town' },
      { offset: text.indexOf('Its'), level: 2, text: 'Its harbour' },
    ]);
    expect(title).toBe('The town');
  });

  it('takes the headings that the outline names, whatever their size', async () => {
    const { text, headings } = await load({
      pages: [
        { content: show(50, 750, '1 Harbour') + showLines(50, 720, prose) },
        { content: show(50, 750, '1.1 Railway') + showLines(50, 720, otherProse) },
      ],
      catalog: '/Outlines 100 0 R',
      objects: {
        100: '<< /First 101 0 R /Last 101 0 R >>',
        101: '<< /Title (Harbour) /Parent 100 0 R /Dest [10 0 R /Fit] /First 102 0 R /Last 102 0 R >>',
        102: '<< /Title (Railway) /Parent 101 0 R /Dest [12 0 R /Fit] >>',
      },
    });
    expect(headings).toEqual([
      { offset: 0, level: 1, text: '1 Harbour' },
      { offset: text.indexOf('1.1'), level: 2, text: '1.1 Railway' },
    ]);
  });

  it('takes no numbered part of the document for its title', async () => {
    const content = show(50, 750, '1 Introduction', 20) + showLines(50, 690, prose);
    expect(await load({ pages: [{ content }] })).toMatchObject({ title: null, headings: [{ level: 1 }] });
  });

  it('leaves the dots of a table of contents out, and each entry on its line', async () => {
    const entries = ['The harbour . . . . . . . . . . . . 3', 'The railway . . . . . . . . . . . . 14'];
    expect(await textOf(showLines(50, 700, entries))).toBe('The harbour … 3\nThe railway … 14');
  });

  it('leaves out page numbers, and headers after the first', async () => {
    const lines = [...prose, ...otherProse, ...prose];
    const pages = [1, 2, 3, 4].map((number) => ({
      content:
        show(50, 780, 'Annual report of the harbour') +
        showLines(
          50,
          700,
          lines.map((line) => `${number}${line}`),
        ) +
        show(290, 20, `Page ${number} of 4`),
    }));
    const { text } = await load({ pages });
    expect(text.match(/Annual report/g)).toHaveLength(1);
    expect(text).not.toContain('Page');
    expect(text.match(/largest of the coast/g)).toHaveLength(8);
  });

  it('keeps what repeats on short pages', async () => {
    const content = show(50, 700, 'Thank you') + show(50, 600, 'for your attention');
    expect((await textOf(content, content, content)).match(/Thank you/g)).toHaveLength(3);
  });
});

describe('loadPdf: what the file says of itself', () => {
  const page = { content: show(50, 700, 'Words') };

  it('is its title, author and dates', async () => {
    const info =
      "/Title (The report) /Author (A. Writer) /CreationDate (D:20240131120000+01'30') /ModDate (D:2025)";
    const document = await load({
      pages: [page],
      trailer: '/Info 100 0 R',
      objects: { 100: `<< ${info} >>` },
    });
    expect(document).toMatchObject({
      title: 'The report',
      properties: {
        author: 'A. Writer',
        created: '2024-01-31T10:30:00.000Z',
        modified: '2025-01-01T00:00:00.000Z',
      },
    });
  });

  it.each(['Microsoft Word - ', 'untitled', 'report.docx', '  '])(
    'is no title where it is %j',
    async (title) => {
      const objects = { 100: `<< /Title (${title}) /CreationDate (yesterday) >>` };
      const document = await load({ pages: [page], trailer: '/Info 100 0 R', objects });
      expect(document).toMatchObject({ title: null, properties: {} });
    },
  );
});

describe('loadPdf: forms and notes', () => {
  const withAnnotations = async (...annotations: string[]): Promise<string> => {
    const references = annotations.map((_, index) => `${100 + index} 0 R`).join(' ');
    const { text } = await load({
      pages: [{ content: show(50, 700, 'Name:'), entries: `/Annots [${references}]` }],
      catalog: `/AcroForm << /Fields [${references}] >>`,
      objects: Object.fromEntries(
        annotations.map((annotation, index) => [100 + index, `<< ${annotation} >>`]),
      ),
    });
    return text;
  };
  const field = '/Type /Annot /Subtype /Widget /F 4 /Rect [82 696 200 710] /T (a)';

  it('reads the value of a field after its label', async () => {
    expect(await withAnnotations(`${field} /FT /Tx /V (Alice Walker)`)).toBe('Name: Alice Walker');
  });

  it('reads what is chosen in a list', async () => {
    expect(await withAnnotations(`${field} /FT /Ch /Ff 131072 /Opt [(Bob) (Carol)] /V (Carol)`)).toBe(
      'Name: Carol',
    );
  });

  it('reads a free text note', async () => {
    const note =
      '/Type /Annot /Subtype /FreeText /F 4 /Rect [50 600 200 620] /Contents (Please check) /DA (/F1 10 Tf)';
    expect(await withAnnotations(note)).toBe('Name:\n\nPlease check');
  });

  it.each([
    ['hidden', `${field.replace('/F 4', '/F 2')} /FT /Tx /V (secret)`],
    ['for passwords', `${field} /FT /Tx /Ff 8192 /V (secret)`],
  ])('leaves out fields that are %s', async (_, annotation) => {
    expect(await withAnnotations(annotation)).toBe('Name:');
  });
});

describe('loadPdf: scripts', () => {
  const loadWithFont = (content: string, font: string, objects: Record<number, string>) =>
    load({
      pages: [{ content, entries: '/Resources << /Font << /F2 100 0 R >> >>' }],
      objects: { 100: `<< /Type /Font ${font} >>`, ...objects },
    });

  it('reads Japanese by the character maps of the package', async () => {
    const system = '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>';
    const { text } = await loadWithFont(
      'BT /F2 10 Tf 1 0 0 1 50 700 Tm <65E5672C8A9E> Tj ET',
      '/Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H /DescendantFonts [101 0 R]',
      {
        101: `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 ${system} /FontDescriptor 102 0 R >>`,
        102: '<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 0 1000 1000] >>',
      },
    );
    expect(text).toBe('日本語');
  });

  it('reads words of Hebrew from right to left, numbers between them not', async () => {
    const map =
      'begincmap 1 beginbfrange <61> <7A> <05D0> endbfrange 1 beginbfrange <30> <39> <0030> endbfrange endcmap';
    const word = (x: number, drawn: string): string => `BT /F2 10 Tf 1 0 0 1 ${x} 700 Tm (${drawn}) Tj ET\n`;
    const { text } = await loadWithFont(
      // As drawn, from left to right: the last word first, the letters of each the other way round.
      word(50, 'fed') + word(80, '2024') + word(120, 'cba'),
      '/Subtype /Type1 /BaseFont /Helvetica /ToUnicode 101 0 R',
      { 101: stream(map) },
    );
    expect(text).toBe('אבג 2024 דהו');
  });
});
