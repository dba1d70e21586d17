import { spannedRows } from '../spanned-rows.js';
import { visibleText } from './html-text.js';
import { childElements, isTag, isText, type HtmlElement, type HtmlNode } from './parse-html.js';
import { isUnread } from './visibility.js';

export interface HtmlTable {
  readonly caption: string;
  readonly rows: Iterable<readonly string[]>;
  /** It arranges the page rather than data: a single cell, or tables in tables. */
  readonly isLayout: boolean;
}

export function tableOf(table: HtmlElement): HtmlTable {
  const rows = rowsOf(table).map(cellsOf);
  const cells = rows.flat();
  const caption = childElements(table).find(({ name }) => name === 'caption');
  return {
    caption: caption === undefined ? '' : visibleText(caption.children),
    rows: spannedRows(
      rows.map((row) =>
        row.map((cell) => ({
          text: visibleText(cell.children),
          columns: Number.parseInt(cell.attribs['colspan'] ?? '1', 10),
          rows: Number.parseInt(cell.attribs['rowspan'] ?? '1', 10),
        })),
      ),
    ),
    isLayout:
      cells.length < 2 ||
      /^(?:presentation|none)$/.test(table.attribs['role'] ?? '') ||
      cells.some(holdsTable),
  };
}

/** Text with its own spaces and line ends. */
export function rawText(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (isText(node)) return node.data;
      if (!isTag(node) || isUnread(node)) return '';
      return node.name === 'br' ? '\n' : rawText(node.children);
    })
    .join('');
}

function rowsOf(table: HtmlElement): HtmlElement[] {
  return childElements(table)
    .filter((child) => !isUnread(child))
    .flatMap((child) => (/^(?:thead|tbody|tfoot)$/.test(child.name) ? rowsOf(child) : [child]))
    .filter(({ name }) => name === 'tr');
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return childElements(row).filter((cell) => (cell.name === 'td' || cell.name === 'th') && !isUnread(cell));
}

function holdsTable(element: HtmlElement): boolean {
  return childElements(element).some((child) => child.name === 'table' || holdsTable(child));
}
