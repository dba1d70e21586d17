import type { FileProperties, HeadingMark, LoadedDocument, PageMark } from '../../ports/document-loader.js';
import { noText, tooLong } from './failures.js';

/** What is known of a file besides its text. */
export interface LoadedFacts {
  readonly mediaType: string;
  readonly title: string | null;
  readonly properties?: FileProperties | undefined;
}

/** Joined when there are this many: millions of small strings take a multiple of their text's memory. */
const piecesAtOnce = 10_000;

/** Lines of these follow one another; everything else is set off by a blank line. */
type LineKind = 'item' | 'row';

/**
 * Lays out a document's text as all formats have it: paragraphs apart by a blank line, list items and table
 * rows a line each, no trailing spaces, no NULs, no unpaired surrogates; empty parts are left out. Keeps
 * headings, pages and blocks at their offsets. Every method that adds text throws DOCUMENT_TOO_LARGE as soon
 * as the text is longer than `maxCharacters`.
 */
export class TextBuilder {
  readonly #maxCharacters: number;
  readonly #parts: string[] = [];
  #pieces: string[] = [];
  readonly #headings: HeadingMark[] = [];
  readonly #pages: PageMark[] = [];
  readonly #blocks: number[] = [];
  #length = 0;
  #open: LineKind | null = null;
  #page: number | null = null;

  constructor(limits: { readonly maxCharacters: number }) {
    this.#maxCharacters = limits.maxCharacters;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** On one line; levels below 1 and above 6 count as those. */
  heading(level: number, text: string): void {
    const line = oneLine(text);
    if (line === '') return;
    const offset = this.#block(line);
    this.#headings.push({ offset, level: Math.min(6, Math.max(1, level)), text: line });
  }

  /** Line ends are kept, blank lines and repeated spaces are not. */
  paragraph(text: string): void {
    const lines = clean(text).split(lineEnd);
    this.#addBlock(lines.map(oneLine).filter(Boolean).join('\n'));
  }

  /** Code and the like: as it is, with its indentation and blank lines. */
  preformatted(text: string): void {
    const lines = clean(text).split(lineEnd);
    const trimmed = lines.map((line) => line.trimEnd()).join('\n');
    this.#addBlock(trimmed.replace(/^\n+|\n+$/g, ''));
  }

  /** On one line. Items that follow each other are one list; `marker` is "-" or the item's number ("3."). */
  listItem(text: string, marker = '-'): void {
    const line = oneLine(text);
    if (line !== '') this.#line('item', `${marker} ${line}`);
  }

  /** Rows that follow each other are one table. Empty cells at the end and rows of nothing are left out. */
  row(cells: readonly string[]): void {
    const texts = cells.map(oneLine);
    const filled = texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
    if (filled.length > 0) this.#line('row', filled.join(' | ').replace(/ {2,}/g, ' ').trim());
  }

  /** What comes next begins a new list or table. */
  endBlock(): void {
    this.#open = null;
  }

  /** What comes next is on page `page` (from 1). A page without text has no mark. */
  page(page: number): void {
    this.#page = page;
    this.#open = null;
  }

  /** Throws NO_TEXT where nothing was added. */
  build({ mediaType, title, properties }: LoadedFacts): LoadedDocument {
    if (this.isEmpty) throw noText();
    return {
      mediaType,
      text: [...this.#parts, ...this.#pieces].join(''),
      title: oneLine(title ?? '') || null,
      ...(properties === undefined ? {} : { properties }),
      headings: this.#headings,
      pages: this.#pages,
      blocks: this.#blocks,
    };
  }

  #line(kind: LineKind, line: string): void {
    if (this.#open === kind) this.#append(`\n${line}`);
    else this.#block(line);
    this.#open = kind;
  }

  #addBlock(text: string): void {
    if (text !== '') this.#block(text);
  }

  /** The offset where the block begins. */
  #block(text: string): number {
    if (!this.isEmpty) this.#append('\n\n');
    const offset = this.#length;
    if (this.#page !== null) this.#pages.push({ offset, page: this.#page });
    this.#page = null;
    this.#open = null;
    this.#blocks.push(offset);
    this.#append(text);
    return offset;
  }

  #append(text: string): void {
    this.#length += text.length;
    if (this.#length > this.#maxCharacters) throw tooLong(this.#maxCharacters);
    this.#pieces.push(text);
    if (this.#pieces.length < piecesAtOnce) return;
    this.#parts.push(this.#pieces.join(''));
    this.#pieces = [];
  }
}

const lineEnd = /\r\n?|[\n\u2028\u2029]/;
/** Control characters that mean nothing in a text, and marks that take no room. */
const invisible = /[\0-\x08\x0e-\x1f\x7f\ufeff\u200b\u00ad]/g;
const columnOrPageEnd = /[\v\f]/g;

function clean(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(invisible, '')
    .replace(columnOrPageEnd, '\n');
}

/** What most table cells are: nothing to do. */
const simple = /^[!-~]*$/;

function oneLine(text: string): string {
  if (simple.test(text)) return text;
  return clean(text).replace(/\s+/g, ' ').trim();
}
