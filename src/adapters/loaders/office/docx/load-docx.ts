import { malformed } from '../../failures.js';
import type { FormatLoader } from '../../format-loader.js';
import { TextBuilder } from '../../text-builder.js';
import { titled } from '../../titled.js';
import { childOf, childrenOf, descendantsOf, type XmlElement } from '../../xml/xml-element.js';
import { writtenComment } from '../comment.js';
import { coreProperties } from '../core-properties.js';
import { OpenXmlPackage } from '../open-xml-package.js';
import { readInline } from './docx-inline.js';
import { DocxNumbering } from './docx-numbering.js';
import { DocxStyles } from './docx-styles.js';
import { DocxWriter, type DocxParts } from './docx-writer.js';

/**
 * Word documents: headings by their styles, lists with their numbers, tables, text boxes, equations in LaTeX,
 * charts, notes and comments after their paragraph. Page headers and footers are left out: they repeat.
 */
export const loadDocx: FormatLoader = async (bytes, { mediaType, maxCharacters }) => {
  const source = await OpenXmlPackage.open(bytes);
  const main = await source.mainPart();
  const body = childOf((await source.part(main)) ?? undefined, 'w:body');
  if (body === undefined) throw malformed('it has no document in it');
  const builder = new TextBuilder({ maxCharacters });
  new DocxWriter(builder, await partsOf(source, main)).writeBlocks(body);
  return titled(builder.build({ mediaType, ...(await coreProperties(source)) }));
};

async function partsOf(source: OpenXmlPackage, main: string): Promise<DocxParts> {
  const notes = async (part: string, element: string): Promise<ReadonlyMap<string, string>> =>
    notesOf(await source.related(main, part), element);
  return {
    styles: new DocxStyles(await source.related(main, 'styles')),
    numbering: new DocxNumbering(await source.related(main, 'numbering')),
    notes: {
      footnote: await notes('footnotes', 'w:footnote'),
      endnote: await notes('endnotes', 'w:endnote'),
      comment: await notes('comments', 'w:comment'),
    },
    charts: await chartsOf(source, main),
  };
}

function notesOf(root: XmlElement | null, name: string): ReadonlyMap<string, string> {
  return new Map(
    childrenOf(root ?? undefined, name).map((note) => {
      const text = descendantsOf(note, 'w:p').map((paragraph) => readInline(paragraph).text);
      const { 'w:id': id = '', 'w:author': author, 'w:initials': initials, 'w:date': time } = note.attributes;
      const words = text.join('\n').trim();
      return [id, name === 'w:comment' ? writtenComment({ author, initials, time, text: words }) : words];
    }),
  );
}

async function chartsOf(source: OpenXmlPackage, main: string): Promise<ReadonlyMap<string, XmlElement>> {
  const charts = new Map<string, XmlElement>();
  for (const { id, type, target } of await source.relationships(main)) {
    const chart = type === 'chart' ? await source.part(target) : null;
    if (chart !== null) charts.set(id, chart);
  }
  return charts;
}
