import type { TextBuilder } from '../../text-builder.js';
import { childOf, elementsOf, pathOf, settingOf, type XmlElement } from '../../xml/xml-element.js';
import { writeChart } from '../chart.js';
import { readInline, type Inline, type ReferenceKind } from './docx-inline.js';
import type { DocxNumbering } from './docx-numbering.js';
import type { DocxStyles } from './docx-styles.js';

/** What a document's paragraphs refer to. */
export interface DocxParts {
  readonly styles: DocxStyles;
  readonly numbering: DocxNumbering;
  /** Texts of notes and comments by id. */
  readonly notes: Readonly<Record<Exclude<ReferenceKind, 'chart'>, ReadonlyMap<string, string>>>;
  /** By the id of the relationship. */
  readonly charts: ReadonlyMap<string, XmlElement>;
}

/** Wider cells than this span columns that nobody sees. */
const mostSpanned = 1000;
/** A longer text is no label of rows or columns: once is enough. */
const longestRepeated = 1000;

/** Writes a document's paragraphs, lists and tables; notes and text boxes follow the block they hang on. */
export class DocxWriter {
  readonly #builder: TextBuilder;
  readonly #parts: DocxParts;

  constructor(builder: TextBuilder, parts: DocxParts) {
    this.#builder = builder;
    this.#parts = parts;
  }

  writeBlocks(parent: XmlElement | undefined): void {
    for (const element of blocksOf(parent)) {
      if (element.name === 'w:p') this.#writeParagraph(element);
      else this.#writeTable(element);
    }
  }

  #writeParagraph(paragraph: XmlElement): void {
    const inline = readInline(paragraph);
    const { headingLevel, list } = this.#parts.styles.formatOf(paragraph);
    const empty = inline.text.trim() === '';
    const marker = list === null || empty ? null : this.#parts.numbering.next(list);
    if (headingLevel !== null) {
      const number = marker === null || marker === '-' ? '' : `${marker} `;
      this.#builder.heading(headingLevel, `${number}${inline.text}`);
    } else if (marker !== null) this.#builder.listItem(inline.text, marker);
    else this.#builder.paragraph(inline.text);
    this.#writeAttached([inline]);
  }

  #writeAttached(inlines: readonly Inline[]): void {
    for (const { kind, id } of inlines.flatMap(({ references }) => references)) {
      const chart = this.#parts.charts.get(id);
      if (kind !== 'chart') this.#builder.paragraph(this.#parts.notes[kind].get(id) ?? '');
      else if (chart !== undefined) writeChart(chart, this.#builder);
    }
    for (const textBox of inlines.flatMap(({ textBoxes }) => textBoxes)) this.writeBlocks(textBox);
  }

  /** A table of a single cell is a frame around text. */
  #writeTable(table: XmlElement): void {
    const rows = rowsOf(table).map(cellsOf);
    const [only] = rows.flat();
    if (rows.length === 1 && rows[0]?.length === 1) {
      this.writeBlocks(only);
      return;
    }
    const inlines: Inline[] = [];
    let above: readonly string[] = [];
    this.#builder.endBlock();
    for (const cells of rows) {
      above = this.#rowOf(cells, above, inlines);
      this.#builder.row(above);
    }
    this.#builder.endBlock();
    this.#writeAttached(inlines);
  }

  /** A cell that spans others stands in all of them: each row can be read by itself. */
  #rowOf(cells: readonly XmlElement[], above: readonly string[], inlines: Inline[]): string[] {
    const row: string[] = [];
    for (const cell of cells) {
      const properties = childOf(cell, 'w:tcPr');
      const merge = childOf(properties, 'w:vMerge');
      const goesOn = merge !== undefined && merge.attributes['w:val'] !== 'restart';
      const own = this.#cellText(cell, inlines);
      const text = goesOn && own === '' ? copyOf(above[row.length] ?? '') : own;
      const columns = Number(settingOf(properties, 'w:gridSpan', 'w:val') ?? 1);
      row.push(text);
      for (let column = 1; column < columns && row.length < mostSpanned; column++) row.push(copyOf(text));
    }
    return row;
  }

  #cellText(cell: XmlElement, inlines: Inline[]): string {
    const texts = blocksOf(cell).map((element) => {
      if (element.name === 'w:tbl') {
        const cells = rowsOf(element).flatMap(cellsOf);
        return cells.map((inner) => this.#cellText(inner, inlines)).join(' ');
      }
      const inline = readInline(element);
      inlines.push(inline);
      const { list } = this.#parts.styles.formatOf(element);
      const marker = list === null || inline.text.trim() === '' ? null : this.#parts.numbering.next(list);
      return `${marker === null ? '' : `${marker} `}${inline.text}`.trim();
    });
    return texts.filter(Boolean).join(' ');
  }
}

function copyOf(text: string): string {
  return text.length > longestRepeated ? '' : text;
}

/** Paragraphs and tables, those in controls and tracked insertions included. */
function blocksOf(parent: XmlElement | undefined): XmlElement[] {
  return unwrap(parent, ['w:p', 'w:tbl']);
}

function rowsOf(table: XmlElement): XmlElement[] {
  const isDeleted = (row: XmlElement): boolean => pathOf(row, 'w:trPr', 'w:del') !== undefined;
  return unwrap(table, ['w:tr']).filter((row) => !isDeleted(row));
}

function cellsOf(row: XmlElement): XmlElement[] {
  return unwrap(row, ['w:tc']);
}

const wrappers = ['w:sdt', 'w:sdtContent', 'w:ins', 'w:moveTo', 'w:customXml', 'w:smartTag'];

function unwrap(parent: XmlElement | undefined, wanted: readonly string[]): XmlElement[] {
  return elementsOf(parent).flatMap((element) => {
    if (wanted.includes(element.name)) return [element];
    if (element.name === 'mc:AlternateContent') {
      const chosen = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
      return unwrap(chosen, wanted);
    }
    return wrappers.includes(element.name) ? unwrap(element, wanted) : [];
  });
}
