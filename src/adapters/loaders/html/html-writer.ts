import { alternativeText } from '../alternative-text.js';
import { formatNumber } from '../number-format.js';
import type { TextBuilder } from '../text-builder.js';
import { rawText, tableOf } from './html-table.js';
import { isInline, visibleText } from './html-text.js';
import { childElements, isTag, isText, type HtmlElement, type HtmlNode } from './parse-html.js';
import { isUnread } from './visibility.js';

/** Writes what readers see of HTML: headings, paragraphs, lists, tables and code. */
export class HtmlWriter {
  readonly #builder: TextBuilder;
  readonly #isLeftOut: (element: HtmlElement) => boolean;
  /** Text that has no block yet. */
  #line = '';
  /** Of the list item that the text goes into, until it is written. */
  #marker: string | null = null;
  #listDepth = 0;

  constructor(builder: TextBuilder, isLeftOut: (element: HtmlElement) => boolean = () => false) {
    this.#builder = builder;
    this.#isLeftOut = isLeftOut;
  }

  write(nodes: readonly HtmlNode[]): void {
    this.#visitAll(nodes);
    this.#flush();
  }

  #visitAll(nodes: readonly HtmlNode[]): void {
    for (const node of nodes) {
      if (isText(node)) this.#line += node.data.replace(/\s+/g, ' ');
      else if (isTag(node) && !isUnread(node) && !this.#isLeftOut(node)) this.#visit(node);
    }
  }

  #visit(element: HtmlElement): void {
    const { name, attribs } = element;
    if (name === 'br') this.#line += '\n';
    else if (name === 'img') this.#line += ` ${alternativeText(attribs['alt'])} `;
    else if (name === 'math') this.#line += visibleText([element]);
    else if (/^h[1-6]$/.test(name)) this.#heading(element);
    else if (name === 'ul' || name === 'ol' || name === 'menu') this.#list(element);
    else if (name === 'table') this.#table(element);
    else if (name === 'pre') this.#preformatted(element);
    else if (isInline(name)) this.#visitAll(element.children);
    else this.#block(element.children);
  }

  #heading(element: HtmlElement): void {
    this.#flush();
    this.#builder.heading(
      Number(element.name.slice(1)),
      visibleText(element.children).replace(/\s*[¶#]$/u, ''),
    );
  }

  /** Paragraphs of a list item go into its line. */
  #block(nodes: readonly HtmlNode[]): void {
    this.#endLine();
    this.#visitAll(nodes);
    this.#endLine();
  }

  #endLine(): void {
    if (this.#listDepth > 0) this.#line += ' ';
    else this.#flush();
  }

  #list(list: HtmlElement): void {
    this.#flush();
    if (this.#listDepth === 0) this.#builder.endBlock();
    this.#listDepth++;
    let number = Number.parseInt(list.attribs['start'] ?? '1', 10) || 1;
    for (const child of childElements(list)) {
      if (child.name === 'li') number = this.#item(child, list, number);
      else this.#visitAll([child]);
    }
    this.#flush();
    this.#listDepth--;
  }

  /** The number of the next item. */
  #item(item: HtmlElement, list: HtmlElement, next: number): number {
    if (isUnread(item)) return next;
    const number = Number.parseInt(item.attribs['value'] ?? '', 10) || next;
    this.#flush();
    this.#marker = list.name === 'ol' ? `${formatNumber(number, listFormat(list))}.` : '-';
    this.#visitAll(item.children);
    this.#flush();
    this.#marker = null;
    return number + 1;
  }

  #table(table: HtmlElement): void {
    this.#flush();
    const { caption, rows, isLayout } = tableOf(table);
    this.#builder.paragraph(caption);
    if (isLayout) {
      const depth = this.#listDepth;
      this.#listDepth = 0;
      this.#block(table.children.filter((child) => !isTag(child) || child.name !== 'caption'));
      this.#listDepth = depth;
      return;
    }
    this.#builder.endBlock();
    for (const row of rows) this.#builder.row(row);
    this.#builder.endBlock();
  }

  #preformatted(element: HtmlElement): void {
    this.#flush();
    this.#builder.preformatted(rawText(element.children));
  }

  #flush(): void {
    const line = this.#line;
    this.#line = '';
    if (line.trim() === '') return;
    if (this.#listDepth > 0) this.#builder.listItem(line, this.#marker ?? '-');
    else this.#builder.paragraph(line);
    this.#marker = null;
  }
}

const listFormats: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

function listFormat(list: HtmlElement): string {
  return listFormats[list.attribs['type'] ?? ''] ?? 'decimal';
}
