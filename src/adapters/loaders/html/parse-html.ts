import { DomHandler, ElementType, Parser, type ParserOptions } from 'htmlparser2';

import { malformed } from '../failures.js';

export type HtmlDocument = DomHandler['root'];
export type HtmlNode = HtmlDocument['children'][number];
export type HtmlElement = Extract<HtmlNode, { attribs: Record<string, string> }>;
type HtmlText = Extract<HtmlNode, { type: typeof ElementType.Text }>;

/** Deeper elements count as their parents' text: old pages leave thousands open, hostile ones millions. */
const deepest = 300;
/** No page that people wrote: the parser's time grows with the square of the depth. */
const deepestRead = 5000;

/**
 * Any text is a page: what is not well-formed is read as browsers would, or nearly. Throws MALFORMED_DOCUMENT
 * for elements more than 5,000 deep.
 */
export function parseHtml(html: string, options: ParserOptions = {}): HtmlDocument {
  const handler = new ShallowHandler();
  new Parser(handler, options).end(html);
  return handler.root;
}

class ShallowHandler extends DomHandler {
  #depth = 0;

  override onopentag(name: string, attribs: Record<string, string>): void {
    if (++this.#depth > deepestRead) throw malformed(`its elements are nested deeper than ${deepestRead}`);
    if (this.#depth <= deepest) super.onopentag(name, attribs);
  }

  override onclosetag(): void {
    if (this.#depth-- <= deepest) super.onclosetag();
  }
}

export function childElements(node: HtmlDocument | HtmlElement): HtmlElement[] {
  return node.children.filter(isTag);
}

export function isTag(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

export function isText(node: HtmlNode): node is HtmlText {
  return node.type === ElementType.Text;
}
