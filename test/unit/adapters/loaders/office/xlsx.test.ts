import { describe, expect, it } from '@jest/globals';

import { loadXlsx } from '../../../../../src/adapters/loaders/office/xlsx/load-xlsx.js';
import { failureCode } from '../../../../support/failure-code.js';
import { xlsxOf } from '../../../../support/office-files.js';

const hints = { mediaType: 'application/xlsx', fileName: null, maxCharacters: 10_000 };
const parts = {
  styles: `<s:numFmts><s:numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd h:mm"/></s:numFmts><s:cellXfs>
    <s:xf numFmtId="0"/><s:xf numFmtId="14"/><s:xf numFmtId="164"/><s:xf numFmtId="10"/></s:cellXfs>`,
  sharedStrings:
    '<s:si><s:t>Duck</s:t></s:si><s:si><s:r><s:t>Wild </s:t></s:r><s:r><s:t>duck</s:t></s:r></s:si>',
};
const load = async (sheets: Readonly<Record<string, string>>) => loadXlsx(xlsxOf(sheets, parts), hints);
const cell = (reference: string, value: string, attributes = ''): string =>
  `<s:c r="${reference}" ${attributes}><s:v>${value}</s:v></s:c>`;
const row = (number: number, ...cells: readonly string[]): string =>
  `<s:row r="${number}">${cells.join('')}</s:row>`;
const data = (...rows: readonly string[]): string => `<s:sheetData>${rows.join('')}</s:sheetData>`;

describe('loadXlsx', () => {
  it('reads sheets in order as pages under their names, hidden ones left out', async () => {
    const document = await load({
      First: data(row(1, cell('A1', '0', 't="s"'), cell('B1', '1', 't="s"'))),
      hiddenOne: data(row(1, cell('A1', '7'))),
      Last: data(row(1, cell('A1', '8'))),
    });
    expect(document.text).toBe('First\n\nDuck | Wild duck\n\nLast\n\n8');
    expect(document.pages).toEqual([
      { offset: 0, page: 1 },
      { offset: 25, page: 3 },
    ]);
  });

  it('shows numbers, dates, percentages and results as people read them', async () => {
    const { text } = await load({
      S: data(
        row(
          1,
          cell('A1', '0.30000000000000004'),
          cell('B1', '45292', 's="1"'),
          cell('C1', '45292.5', 's="2"'),
          cell('D1', '0.185', 's="3"'),
          '<s:c r="E1"><s:f>SUM(A1)</s:f><s:v>12000</s:v></s:c>',
          cell('F1', '1', 't="b"'),
          '<s:c r="G1" t="inlineStr"><s:is><s:t>here</s:t></s:is></s:c>',
        ),
      ),
    });
    expect(text).toBe('S\n\n0.3 | 2024-01-01 | 2024-01-01 12:00:00 | 18.5% | 12000 | TRUE | here');
  });

  it('cuts tables at empty rows, drops empty columns and repeats merged cells', async () => {
    const { text } = await load({
      S: `${data(
        row(2, cell('B2', '1'), cell('D2', '2')),
        row(3, cell('B3', '3'), cell('E3', '4')),
        row(9, cell('B9', '5')),
      )}<s:mergeCells><s:mergeCell ref="B3:D3"/></s:mergeCells>`,
    });
    expect(text).toBe('S\n\n1 | 2\n3 | 3 | 4\n\n5');
  });

  it('stays small for a cell in the last corner and a merge of all cells', async () => {
    const { text } = await load({
      S: `${data(row(1, cell('A1', '1')), row(1_048_576, cell('XFD1048576', '2')))}
        <s:mergeCells><s:mergeCell ref="A1:XFD1048576"/></s:mergeCells>`,
    });
    expect(text.length).toBeLessThan(50);
  });

  it.each([
    [
      'too much text',
      data(...Array.from({ length: 5000 }, (_, n) => row(n + 1, cell(`A${n + 1}`, '123456')))),
    ],
    [
      'one text shown too often',
      data(...Array.from({ length: 3000 }, (_, n) => row(n + 1, cell(`A${n + 1}`, '0', 't="s"')))),
    ],
  ])('refuses %s', async (_, sheet) => {
    expect(await failureCode(() => load({ S: sheet }))).toBe('DOCUMENT_TOO_LARGE');
  });

  it('refuses a broken sheet', async () => {
    expect(await failureCode(() => load({ S: '<s:sheetData>' }))).toBe('MALFORMED_DOCUMENT');
  });
});
