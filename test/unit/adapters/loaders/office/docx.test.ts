import { describe, expect, it } from '@jest/globals';

import { loadDocx } from '../../../../../src/adapters/loaders/office/docx/load-docx.js';
import { failureCode } from '../../../../support/failure-code.js';
import { docxOf, officeNamespaces, relationships } from '../../../../support/office-files.js';
import { zipOf } from '../../../../support/zip-writer.js';

const hints = { mediaType: 'application/docx', fileName: null, maxCharacters: 100_000 };
const load = async (body: string, parts: Readonly<Record<string, string>> = {}) =>
  loadDocx(docxOf(body, parts), hints);
const paragraph = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;

const styles = `<w:styles ${officeNamespaces}>
  <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Mine"><w:basedOn w:val="berschrift1"/></w:style>
</w:styles>`;
const numbering = `<w:numbering ${officeNamespaces}>
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>`;
const item = (text: string, list: number, level = 0): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

describe('loadDocx', () => {
  it('keeps headings by their styles, whatever the styles are called', async () => {
    const body = paragraph('Scope', '<w:pStyle w:val="Mine"/>') + paragraph('It is wide.');
    const document = await load(body, { styles });
    expect(document.text).toBe('Scope\n\nIt is wide.');
    expect(document.headings).toEqual([{ offset: 0, level: 1, text: 'Scope' }]);
    expect(document.title).toBe('Scope');
  });

  it('counts lists, and counts on after another list', async () => {
    const body = [item('one', 1), item('deep', 1, 1), item('two', 1), item('dot', 2), item('three', 1)];
    const { text } = await load(body.join(''), { numbering });
    expect(text).toBe('1. one\n1.a) deep\n2. two\n- dot\n3. three');
  });

  it('writes a table as rows, a spanning cell in all that it covers', async () => {
    const body = `<w:tbl>${row(cell('A', '<w:gridSpan w:val="2"/>'), cell('B'))}
      ${row(cell('x', '<w:vMerge w:val="restart"/>'), cell('1'), cell('2'))}
      ${row(cell('', '<w:vMerge/>'), cell('3'), cell('4'))}</w:tbl>`;
    expect((await load(body)).text).toBe('A | A | B\nx | 1 | 2\nx | 3 | 4');
  });

  it('counts tracked insertions, not deletions, hidden text or field codes', async () => {
    const run = (inside: string): string => `<w:r>${inside}</w:r>`;
    const body = `<w:p>${run('<w:t>keep</w:t>')}
      <w:ins>${run('<w:t> new</w:t>')}</w:ins>
      <w:del>${run('<w:delText> old</w:delText>')}</w:del>
      ${run('<w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t>')}
      ${run('<w:instrText> PAGE </w:instrText>')}</w:p>`;
    expect((await load(body)).text).toBe('keep new');
  });

  it('puts notes, comments and text boxes after their paragraph', async () => {
    const body = `<w:p><w:r><w:t>Claim</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/>
      <mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('boxed')}</w:txbxContent></mc:Choice>
      <mc:Fallback><w:txbxContent>${paragraph('boxed')}</w:txbxContent></mc:Fallback></mc:AlternateContent>
      </w:r></w:p>${paragraph('Next')}`;
    const { text } = await load(body, {
      footnotes: `<w:footnotes ${officeNamespaces}><w:footnote w:id="2">${paragraph('source')}</w:footnote></w:footnotes>`,
      comments: `<w:comments ${officeNamespaces}><w:comment w:id="0" w:author="Jo" w:initials="J">${paragraph('why?')}</w:comment></w:comments>`,
    });
    expect(text).toBe('Claim\n\nsource\n\n[author: Jo (J)]: why?\n\nboxed\n\nNext');
  });

  it('writes equations in LaTeX', async () => {
    const run = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`;
    const body = `<w:p><m:oMathPara><m:oMath>${run('A=')}<m:f><m:num>${run('π')}</m:num><m:den>
      <m:sSup><m:e>${run('r')}</m:e><m:sup>${run('2')}</m:sup></m:sSup></m:den></m:f></m:oMath></m:oMathPara></w:p>`;
    expect((await load(body)).text).toBe('$$A=\\frac{\\pi}{r^{2}}$$');
  });

  it.each([
    ['an archive of something else', zipOf({ 'a.txt': 'x' }), 'MALFORMED_DOCUMENT'],
    [
      'a document that is missing',
      zipOf({ '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]) }),
      'MALFORMED_DOCUMENT',
    ],
    ['no text', docxOf('<w:p/>'), 'NO_TEXT'],
    ['broken XML', docxOf('<w:p>'), 'MALFORMED_DOCUMENT'],
    ['elements 100,000 deep', docxOf('<w:p>'.repeat(100_000)), 'MALFORMED_DOCUMENT'],
    ['too much text', docxOf(paragraph('x'.repeat(100_001))), 'DOCUMENT_TOO_LARGE'],
    [
      'a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'ENCRYPTED_DOCUMENT',
    ],
    [
      'a format from before 2007',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await failureCode(() => loadDocx(bytes, hints))).toBe(code);
  });

  it('refuses a file cut off at each tenth', async () => {
    const bytes = docxOf(paragraph('hello '.repeat(200)), { styles, numbering });
    for (let tenth = 0; tenth < 10; tenth++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
      expect(await failureCode(() => loadDocx(cut, hints))).toBe('MALFORMED_DOCUMENT');
    }
  });
});
