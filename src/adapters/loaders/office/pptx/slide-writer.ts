import { alternativeText } from '../../alternative-text.js';
import { spannedRows } from '../../spanned-rows.js';
import type { TextBuilder } from '../../text-builder.js';
import {
  childOf,
  childrenOf,
  descendantsOf,
  elementsOf,
  pathOf,
  type XmlElement,
} from '../../xml/xml-element.js';
import { writeChart } from '../chart.js';
import { drawnText } from './drawn-text.js';

/** Charts and diagrams by the id of their relationship to the slide. */
export type SlideParts = ReadonlyMap<string, XmlElement>;

/** What a layout puts on each slide. */
const furniture = ['sldNum', 'dt', 'ftr', 'hdr'];
const titles = ['title', 'ctrTitle'];

/** Writes what is on a slide, in the order of its shapes, the title first. */
export class SlideWriter {
  readonly #builder: TextBuilder;
  readonly #parts: SlideParts;

  constructor(builder: TextBuilder, parts: SlideParts) {
    this.#builder = builder;
    this.#parts = parts;
  }

  write(shapes: XmlElement | undefined): void {
    const all = shapesIn(shapes);
    const isTitle = (shape: XmlElement): boolean => titles.includes(placeholderOf(shape) ?? '');
    for (const shape of all.filter(isTitle)) {
      this.#builder.heading(1, paragraphsOf(shape).map(drawnText).join(' '));
    }
    for (const shape of all.filter((candidate) => !isTitle(candidate))) this.#writeShape(shape);
  }

  /** Of a page of notes only what was written on it counts. */
  writeNotes(shapes: XmlElement | undefined): void {
    for (const shape of shapesIn(shapes).filter((candidate) => placeholderOf(candidate) === 'body')) {
      for (const paragraph of paragraphsOf(shape)) this.#builder.paragraph(drawnText(paragraph));
    }
  }

  #writeShape(shape: XmlElement): void {
    const placeholder = placeholderOf(shape);
    if (furniture.includes(placeholder ?? '')) return;
    if (shape.name === 'p:graphicFrame') this.#writeGraphic(shape);
    else if (shape.name === 'p:pic') this.#builder.paragraph(pictureText(shape));
    else this.#writeText(shape, placeholder === 'body' || placeholder === 'obj');
  }

  /** Paragraphs of a slide's body are a list unless they say otherwise. */
  #writeText(shape: XmlElement, isBody: boolean): void {
    const paragraphs = paragraphsOf(shape);
    this.#builder.endBlock();
    for (const paragraph of paragraphs) {
      const properties = childOf(paragraph, 'a:pPr');
      const has = (name: string): boolean => childOf(properties, name) !== undefined;
      const isItem =
        has('a:buChar') || has('a:buAutoNum') || (isBody && paragraphs.length > 1 && !has('a:buNone'));
      if (isItem) this.#builder.listItem(drawnText(paragraph));
      else this.#builder.paragraph(drawnText(paragraph));
    }
  }

  #writeGraphic(frame: XmlElement): void {
    const data = pathOf(frame, 'a:graphic', 'a:graphicData');
    const table = childOf(data, 'a:tbl');
    if (table !== undefined) this.#writeTable(table);
    const chart = this.#parts.get(childOf(data, 'c:chart')?.attributes['r:id'] ?? '');
    if (chart !== undefined) writeChart(chart, this.#builder);
    const diagram = this.#parts.get(childOf(data, 'dgm:relIds')?.attributes['r:dm'] ?? '');
    for (const paragraph of descendantsOf(diagram, 'a:p')) this.#builder.listItem(drawnText(paragraph));
  }

  #writeTable(table: XmlElement): void {
    this.#builder.endBlock();
    for (const row of spannedRows(childrenOf(table, 'a:tr').map(cellsOf))) this.#builder.row(row);
    this.#builder.endBlock();
  }
}

/** Cells under others are there as well, marked as merged. */
function cellsOf(row: XmlElement) {
  return childrenOf(row, 'a:tc')
    .filter(({ attributes }) => attributes['hMerge'] === undefined && attributes['vMerge'] === undefined)
    .map((cell) => ({
      text: descendantsOf(cell, 'a:p').map(drawnText).join(' '),
      columns: Number(cell.attributes['gridSpan'] ?? 1),
      rows: Number(cell.attributes['rowSpan'] ?? 1),
    }));
}

/** Those in groups included. */
function shapesIn(tree: XmlElement | undefined): XmlElement[] {
  return elementsOf(tree).flatMap((element) => {
    if (element.name === 'p:grpSp') return shapesIn(element);
    if (element.name !== 'mc:AlternateContent') {
      return ['p:sp', 'p:pic', 'p:graphicFrame', 'p:cxnSp'].includes(element.name) ? [element] : [];
    }
    return shapesIn(childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback'));
  });
}

/** The kind of a layout's frame that the shape fills, "obj" where it does not say; null for one of its own. */
function placeholderOf(shape: XmlElement): string | null {
  const properties = elementsOf(shape).find(({ name }) => /^p:nv\w+Pr$/.test(name));
  const placeholder = pathOf(properties, 'p:nvPr', 'p:ph');
  return placeholder === undefined ? null : (placeholder.attributes['type'] ?? 'obj');
}

function paragraphsOf(shape: XmlElement): XmlElement[] {
  return childrenOf(childOf(shape, 'p:txBody'), 'a:p');
}

function pictureText(picture: XmlElement): string {
  return alternativeText(pathOf(picture, 'p:nvPicPr', 'p:cNvPr')?.attributes['descr']);
}
