import { tooLong } from '../../failures.js';
import { walkXml, type XmlAttributes } from '../../xml/walk-xml.js';
import { cellPosition, cellRange, type CellRange } from './cell-range.js';
import type { XlsxFormats } from './xlsx-formats.js';

/** Texts of a row's cells by column, from 0; only cells that have one. */
export interface SheetRow {
  readonly number: number;
  readonly cells: Map<number, string>;
}

export interface SheetSources {
  readonly strings: readonly string[];
  readonly formats: XlsxFormats;
  /** A sheet may hold no more; throws DOCUMENT_TOO_LARGE. */
  readonly maxCharacters: number;
}

/** The cells of a worksheet, read as they come: sheets can be too large for a tree. */
export function readSheet(
  bytes: Uint8Array,
  sources: SheetSources,
): { readonly rows: readonly SheetRow[]; readonly merges: readonly CellRange[] } {
  const reader = new SheetReader(sources);
  walkXml(bytes, reader);
  return reader;
}

class SheetReader {
  readonly rows: SheetRow[] = [];
  readonly merges: CellRange[] = [];
  readonly #sources: SheetSources;
  #cell: { readonly type: string; readonly style: number; readonly column: number } | null = null;
  #column = -1;
  #text = '';
  #isReading = false;
  #isHidden = false;
  #length = 0;

  constructor(sources: SheetSources) {
    this.#sources = sources;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 's:row') this.#openRow(attributes);
    else if (name === 's:c') this.#openCell(attributes);
    else if (name === 's:v' || name === 's:t') this.#isReading = true;
    else if (name === 's:rPh') this.#cell = null;
    else if (name === 's:mergeCell') {
      const range = cellRange(attributes['ref'] ?? '');
      if (range !== null) this.merges.push(range);
    }
  }

  text(text: string): void {
    if (this.#isReading && this.#cell !== null) this.#text += text;
  }

  close(name: string): void {
    if (name === 's:v' || name === 's:t') this.#isReading = false;
    else if (name === 's:c') this.#closeCell();
  }

  #openRow(attributes: XmlAttributes): void {
    const number = Number.parseInt(attributes['r'] ?? '', 10) || (this.rows.at(-1)?.number ?? 0) + 1;
    this.#isHidden = /^(?:1|true)$/.test(attributes['hidden'] ?? '');
    this.#column = -1;
    this.rows.push({ number, cells: new Map() });
  }

  #openCell(attributes: XmlAttributes): void {
    this.#column = cellPosition(attributes['r'] ?? '')?.column ?? this.#column + 1;
    this.#cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), column: this.#column };
    this.#text = '';
  }

  #closeCell(): void {
    const text =
      this.#cell === null || this.#isHidden ? '' : this.#show(this.#cell.type, this.#cell.style).trim();
    if (text !== '') this.rows.at(-1)?.cells.set(this.#column, text);
    this.#length += text.length;
    if (this.#length > this.#sources.maxCharacters) throw tooLong(this.#sources.maxCharacters);
    this.#cell = null;
  }

  #show(type: string, style: number): string {
    if (type === 's') return this.#sources.strings[Number(this.#text)] ?? '';
    if (type === 'b') return this.#text === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return this.#text.replace('T', ' ').replace(/(?: 00:00:00(?:\.0+)?)?Z?$/, '');
    return type === 'n' ? this.#sources.formats.show(this.#text, style) : this.#text;
  }
}
