import { malformed } from '../../failures.js';
import type { FormatLoader } from '../../format-loader.js';
import { TextBuilder } from '../../text-builder.js';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { writeChart } from '../chart.js';
import { coreProperties } from '../core-properties.js';
import { OpenXmlPackage } from '../open-xml-package.js';
import { readSheet } from './read-sheet.js';
import { readSharedStrings } from './shared-strings.js';
import { sheetComments } from './sheet-comments.js';
import { sheetTables } from './sheet-tables.js';
import { XlsxFormats } from './xlsx-formats.js';

/**
 * Workbooks: each visible sheet under its name, which is a page; its tables as rows, cut where rows are
 * empty; then its charts and comments. Formulas count for their last result, numbers are in full.
 */
export const loadXlsx: FormatLoader = async (bytes, { mediaType, maxCharacters }) => {
  const source = await OpenXmlPackage.open(bytes);
  const main = await source.mainPart();
  const workbook = await source.part(main);
  if (workbook === null) throw malformed('it has no workbook in it');
  const builder = new TextBuilder({ maxCharacters });
  const targets = new Map((await source.relationships(main)).map(({ id, target }) => [id, target]));
  const strings = readSharedStrings(await source.related(main, 'sharedStrings'));
  const formats = new XlsxFormats(await source.related(main, 'styles'), usesDatesFrom1904(workbook));
  for (const [index, sheet] of childrenOf(childOf(workbook, 's:sheets'), 's:sheet').entries()) {
    const path = targets.get(sheet.attributes['r:id'] ?? '');
    const content = path === undefined ? null : await source.bytes(path);
    if (path === undefined || content === null || (sheet.attributes['state'] ?? 'visible') !== 'visible')
      continue;
    builder.page(index + 1);
    builder.heading(1, sheet.attributes['name'] ?? '');
    const { rows, merges } = readSheet(content, { strings, formats, maxCharacters });
    for (const table of sheetTables(rows, merges)) {
      builder.endBlock();
      for (const row of table) builder.row(row);
    }
    await writeCharts(source, path, builder);
    for (const comment of await sheetComments(source, path)) builder.paragraph(comment);
  }
  return builder.build({ mediaType, ...(await coreProperties(source)) });
};

function usesDatesFrom1904(workbook: XmlElement): boolean {
  return /^(?:1|true)$/.test(childOf(workbook, 's:workbookPr')?.attributes['date1904'] ?? '');
}

async function writeCharts(source: OpenXmlPackage, sheet: string, builder: TextBuilder): Promise<void> {
  for (const drawing of (await source.relationships(sheet)).filter(({ type }) => type === 'drawing')) {
    const shapes = (await source.part(drawing.target)) ?? undefined;
    for (const paragraph of descendantsOf(shapes, 'a:p')) {
      builder.paragraph(descendantsOf(paragraph, 'a:t').map(textOf).join(''));
    }
    for (const chart of (await source.relationships(drawing.target)).filter(({ type }) => type === 'chart')) {
      const root = await source.part(chart.target);
      if (root !== null) writeChart(root, builder);
    }
  }
}
