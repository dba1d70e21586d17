import { alternativeText } from '../alternative-text.js';
import { isTag, isText, type HtmlNode } from './parse-html.js';
import { isUnread } from './visibility.js';

const inlineNames = new Set(
  (
    'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rt s samp small span ' +
    'strike strong sub sup time tt u var wbr'
  ).split(' '),
);

/** Whether an element stands within a line of text. */
export function isInline(name: string): boolean {
  return inlineNames.has(name);
}

/** What a reader sees of the nodes, in one line; blocks are set apart by a space. */
export function visibleText(nodes: readonly HtmlNode[]): string {
  return nodes.map(textOfNode).join('').replace(/\s+/g, ' ').trim();
}

function textOfNode(node: HtmlNode): string {
  if (isText(node)) return node.data;
  if (!isTag(node) || isUnread(node)) return '';
  if (node.name === 'img') return ` ${alternativeText(node.attribs['alt'])} `;
  if (node.name === 'math' && node.attribs['alttext'] !== undefined) return `$${node.attribs['alttext']}$`;
  const inside = node.children.map(textOfNode).join('');
  return isInline(node.name) ? inside : ` ${inside} `;
}
