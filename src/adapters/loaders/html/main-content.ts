import { findAll, findOne } from 'domutils';

import { visibleText } from './html-text.js';
import type { HtmlDocument, HtmlElement, HtmlNode } from './parse-html.js';

/** A region with less of the page's text than this is not what the page is about. */
const leastShare = 0.25;

/** What surrounds a page's text on each page of its site. */
const surroundings: ReadonlyMap<string, string> = new Map([
  ['nav', 'navigation'],
  ['aside', 'complementary'],
  ['footer', 'contentinfo'],
  ['header', 'banner'],
]);

/**
 * The part of a page that is about its subject: `main`, else its articles, else the body without
 * navigation, header, footer and asides; all of it where little would be left.
 */
export function mainContent(page: HtmlDocument): {
  nodes: readonly HtmlNode[];
  isLeftOut: (element: HtmlElement) => boolean;
} {
  const body = findOne(({ name }) => name === 'body', page.children)?.children ?? page.children;
  const enough = visibleText(body).length * leastShare;
  for (const nodes of [mainsOf(body), articlesOf(body)]) {
    if (nodes.length > 0 && visibleText(nodes).length >= enough) return { nodes, isLeftOut: isNavigation };
  }
  const kept = body.filter((node) => !('attribs' in node) || !isSurrounding(node));
  const isWhole = visibleText(kept).length < enough;
  return { nodes: body, isLeftOut: isWhole ? () => false : isSurrounding };
}

function mainsOf(body: readonly HtmlNode[]): HtmlElement[] {
  const main = findOne(({ name, attribs }) => name === 'main' || attribs['role'] === 'main', [...body]);
  return main === null ? [] : [main];
}

/** Not those within others, such as comments on them. */
function articlesOf(body: readonly HtmlNode[]): HtmlElement[] {
  const articles = findAll(({ name }) => name === 'article', [...body]);
  const inner = new Set(
    articles.flatMap((article) => findAll(({ name }) => name === 'article', article.children)),
  );
  return articles.filter((article) => !inner.has(article));
}

function isNavigation({ name, attribs }: HtmlElement): boolean {
  return name === 'nav' || attribs['role'] === 'navigation';
}

/** A header with the page's own title is part of its text. */
function isSurrounding(element: HtmlElement): boolean {
  const { name, attribs } = element;
  const is = surroundings.has(name) || [...surroundings.values()].includes(attribs['role'] ?? '');
  return is && findOne((child) => child.name === 'h1', element.children) === null;
}
