import { describe, expect, it } from '@jest/globals';

import { loadOdf } from '../../../../../src/adapters/loaders/office/odf/load-odf.js';
import { failureCode } from '../../../../support/failure-code.js';
import { zipOf } from '../../../../support/zip-writer.js';

const hints = { mediaType: 'application/odt', fileName: null, maxCharacters: 10_000 };
const namespaces = [
  ['office', 'office'],
  ['text', 'text'],
  ['table', 'table'],
  ['draw', 'drawing'],
  ['presentation', 'presentation'],
  ['meta', 'meta'],
  ['manifest', 'manifest'],
]
  .map(
    ([prefix, name]) => `xmlns:${String(prefix)}="urn:oasis:names:tc:opendocument:xmlns:${String(name)}:1.0"`,
  )
  .join(' ');
const odf = (body: string, files: Readonly<Record<string, string>> = {}): Uint8Array =>
  zipOf({
    'content.xml': `<office:document-content ${namespaces}><office:body>${body}</office:body></office:document-content>`,
    ...files,
  });
const load = async (body: string, files: Readonly<Record<string, string>> = {}) =>
  loadOdf(odf(body, files), hints);

describe('loadOdf', () => {
  it('reads headings, lists, notes and spaces of a text; deleted text is left out', async () => {
    const document = await load(`<office:text>
      <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
      <text:h text:outline-level="2">Scope</text:h>
      <text:p>It<text:s text:c="2"/>is<text:note><text:note-body><text:p>why</text:p></text:note-body></text:note> wide.</text:p>
      <text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
      </office:text>`);
    expect(document.text).toBe('Scope\n\nIt is wide.\n\nwhy\n\n- one\n- two');
    expect(document.headings).toEqual([{ offset: 0, level: 2, text: 'Scope' }]);
  });

  it('reads sheets as pages and stays small where empty cells repeat', async () => {
    const cell = (text: string, attributes = ''): string =>
      `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
    const { text, pages } = await load(`<office:spreadsheet><table:table table:name="Sizes"><table:table-row>
      ${cell('A', 'table:number-columns-spanned="2"')}<table:covered-table-cell/>${cell('B')}</table:table-row>
      <table:table-row>${cell('1', 'table:number-columns-repeated="2"')}${cell('3')}
      <table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>`);
    expect(text).toBe('Sizes\n\nA | A | B\n1 | 1 | 3');
    expect(pages).toEqual([{ offset: 0, page: 1 }]);
  });

  it('refuses what would grow without end, before it does', async () => {
    const cell = `<table:table-cell table:number-columns-repeated="16384"><text:p>${'y'.repeat(900)}</text:p></table:table-cell>`;
    const row = `<table:table-row>${cell.repeat(100)}</table:table-row>`;
    const sheet = `<office:spreadsheet><table:table>${row}</table:table></office:spreadsheet>`;
    expect(await failureCode(() => load(sheet))).toBe('DOCUMENT_TOO_LARGE');
  });

  it('reads slides as pages with their titles and notes', async () => {
    const { text, headings } = await load(`<office:presentation><draw:page>
      <draw:frame presentation:class="title"><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame>
      <draw:frame><draw:text-box><text:p>body</text:p></draw:text-box></draw:frame>
      <presentation:notes><draw:frame><draw:text-box><text:p>say</text:p></draw:text-box></draw:frame></presentation:notes>
      </draw:page></office:presentation>`);
    expect(text).toBe('Plan\n\nbody\n\nsay');
    expect(headings).toHaveLength(1);
  });

  it('tells title, author and dates', async () => {
    const meta = `<office:document-meta ${namespaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
      <dc:title>Ducks</dc:title><meta:initial-creator>Jo</meta:initial-creator>
      <dc:date>2026-01-02T03:04:05.123</dc:date></office:meta></office:document-meta>`;
    const body = '<office:text><text:p>x</text:p></office:text>';
    expect(await load(body, { 'meta.xml': meta })).toMatchObject({
      title: 'Ducks',
      properties: { author: 'Jo', modified: '2026-01-02T03:04:05.123Z' },
    });
  });

  const protectedBy = `<manifest:manifest ${namespaces}><manifest:file-entry><manifest:encryption-data/>
    </manifest:file-entry></manifest:manifest>`;
  it.each([
    ['a password', odf('', { 'META-INF/manifest.xml': protectedBy }), 'ENCRYPTED_DOCUMENT'],
    ['no text', odf('<office:text/>'), 'NO_TEXT'],
    ['no content', zipOf({ a: 'x' }), 'MALFORMED_DOCUMENT'],
    ['lists 100,000 deep', odf('<text:list>'.repeat(100_000)), 'MALFORMED_DOCUMENT'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await failureCode(() => loadOdf(bytes, hints))).toBe(code);
  });
});
