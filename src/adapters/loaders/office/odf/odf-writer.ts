import { alternativeText } from '../../alternative-text.js';
import { spannedRows, type SpanningCell } from '../../spanned-rows.js';
import type { TextBuilder } from '../../text-builder.js';
import { childOf, elementsOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { readOdfInline } from './odf-text.js';

/** Cells repeat to the edge of the sheet where it is empty. */
const mostRepeated = 1000;
/** A longer text stands once: no one fills a row with it. */
const longestRepeated = 1000;

/** What is not text of the document itself. */
const leftOut = new Set([
  'text:tracked-changes',
  'text:sequence-decls',
  'office:forms',
  'table:table-column',
  'table:shapes',
  'presentation:notes',
  'draw:image',
  'other:title',
]);

/** Writes the body of an OpenDocument file. */
export class OdfWriter {
  readonly #builder: TextBuilder;
  #listDepth = 0;

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  writeBody(body: XmlElement): void {
    let page = 0;
    for (const element of elementsOf(elementsOf(body)[0])) {
      const isSheet = element.name === 'table:table' && childOf(body, 'office:spreadsheet') !== undefined;
      if (isSheet || element.name === 'draw:page') this.#builder.page(++page);
      if (isSheet) this.#builder.heading(1, element.attributes['table:name'] ?? '');
      this.#write(element);
    }
  }

  #writeAll(parent: XmlElement | undefined): void {
    for (const element of elementsOf(parent)) this.#write(element);
  }

  #write(element: XmlElement): void {
    if (element.name === 'text:h')
      this.#heading(element, Number(element.attributes['text:outline-level'] ?? 1));
    else if (element.name === 'text:p') this.#paragraph(element);
    else if (element.name === 'text:list') this.#list(element);
    else if (element.name === 'table:table') this.#table(element);
    else if (element.name === 'draw:frame') this.#frame(element);
    else if (element.name === 'draw:page') this.#slide(element);
    else if (!leftOut.has(element.name)) this.#writeAll(element);
  }

  #heading(element: XmlElement, level: number): void {
    const { text, ...attached } = readOdfInline(element);
    this.#builder.heading(level, text);
    this.#attached(attached);
  }

  #paragraph(element: XmlElement): void {
    const { text, ...attached } = readOdfInline(element);
    if (this.#listDepth > 0) this.#builder.listItem(text);
    else this.#builder.paragraph(text);
    this.#attached(attached);
  }

  #attached({
    notes,
    frames,
  }: {
    readonly notes: readonly string[];
    readonly frames: readonly XmlElement[];
  }): void {
    for (const note of notes) this.#builder.paragraph(note);
    for (const frame of frames) this.#write(frame);
  }

  #list(list: XmlElement): void {
    if (this.#listDepth === 0) this.#builder.endBlock();
    this.#listDepth++;
    this.#writeAll(list);
    this.#listDepth--;
  }

  /** A slide's title is its heading. */
  #frame(frame: XmlElement): void {
    const isTitle = frame.attributes['presentation:class'] === 'title';
    const description = elementsOf(frame).find(({ name }) => name === 'other:desc');
    this.#builder.paragraph(alternativeText(textOf(description)));
    if (!isTitle) this.#writeAll(frame);
    else for (const paragraph of elementsOf(childOf(frame, 'draw:text-box'))) this.#heading(paragraph, 1);
  }

  #slide(slide: XmlElement): void {
    this.#writeAll(slide);
    for (const frame of elementsOf(childOf(slide, 'presentation:notes'))) this.#write(frame);
  }

  #table(table: XmlElement): void {
    this.#builder.endBlock();
    for (const row of spannedRows(rowsOf(table).map(cellsOf))) this.#builder.row(row);
    this.#builder.endBlock();
  }
}

/** Those of header rows and groups included. */
function rowsOf(table: XmlElement): XmlElement[] {
  return elementsOf(table).flatMap((element) => {
    if (/^table:table-(?:header-rows|row-group|rows)$/.test(element.name)) return rowsOf(element);
    return element.name === 'table:table-row' ? [element] : [];
  });
}

function cellsOf(row: XmlElement): SpanningCell[] {
  let copiesLeft = mostRepeated;
  return elementsOf(row).flatMap((cell) => {
    if (cell.name !== 'table:table-cell') return [];
    const { attributes } = cell;
    const text = cellText(cell);
    const one = {
      text,
      columns: Number(attributes['table:number-columns-spanned'] ?? 1),
      rows: Number(attributes['table:number-rows-spanned'] ?? 1),
    };
    const said = Number(attributes['table:number-columns-repeated'] ?? 1);
    const times = text.length > longestRepeated ? 1 : said;
    const length = Math.max(1, Math.min(times, copiesLeft));
    copiesLeft -= length - 1;
    return Array.from({ length }, () => one);
  });
}

function cellText(cell: XmlElement): string {
  return elementsOf(cell)
    .map((element) => {
      if (element.name !== 'text:p' && element.name !== 'text:h') return cellText(element);
      const { text, notes } = readOdfInline(element);
      return [text, ...notes].join(' ');
    })
    .filter(Boolean)
    .join(' ');
}
