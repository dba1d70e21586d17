import type { HtmlElement } from './parse-html.js';

/** No text for readers, or what a reader does to a page rather than reads of it. */
const unreadNames = new Set(
  (
    'script style noscript template iframe object embed svg canvas audio video head title link meta ' +
    'button select option datalist input textarea rp dialog'
  ).split(' '),
);
const hiddenStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const cookieBanner =
  /(?:cookie|consent|gdpr)[-_]*(?:banner|bar|notice|popup|dialog|overlay|message|modal|box)/i;
const editLinks = /(?:^|\s)(?:mw-editsection|headerlink|anchor-link)(?:\s|$)/;

/** Whether readers of a page do not see the element, or should not have to. */
export function isUnread({ name, attribs }: HtmlElement): boolean {
  if (unreadNames.has(name) || 'hidden' in attribs || attribs['aria-hidden'] === 'true') return true;
  const marks = `${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`;
  return hiddenStyle.test(attribs['style'] ?? '') || cookieBanner.test(marks) || editLinks.test(marks);
}
