import { posix } from 'node:path';

import { childOf, childrenOf, descendantsOf, parseXml, textOf, type XmlElement } from '../xml/xml-element.js';
import { decodeHtml } from './decode-html.js';
import { visibleText } from './html-text.js';
import { childElements, parseHtml, type HtmlElement } from './parse-html.js';

type Read = (path: string) => Promise<Uint8Array | null>;

/** What a book's table of contents, of EPUB 3 or else of EPUB 2, calls each of its files, by path. */
export async function chapterTitles(
  root: XmlElement,
  folder: string,
  read: Read,
): Promise<ReadonlyMap<string, string>> {
  const items = childrenOf(childOf(root, 'opf:manifest'), 'opf:item').map(({ attributes }) => attributes);
  const navigation = items.find(({ properties = '' }) => properties.split(' ').includes('nav'));
  const contents = navigation ?? items.find((item) => item['media-type'] === 'application/x-dtbncx+xml');
  const path = posix.join(folder, contents?.['href'] ?? '');
  const bytes = contents === undefined ? null : await read(path);
  if (bytes === null) return new Map();
  const entries = navigation === undefined ? ncxEntries(parseXml(bytes)) : navigationEntries(bytes);
  const titles = new Map<string, string>();
  for (const { reference, title } of entries) {
    const file = posix.join(posix.dirname(path), reference.replace(/#.*$/s, ''));
    if (!titles.has(file)) titles.set(file, title);
  }
  return titles;
}

interface Entry {
  readonly reference: string;
  readonly title: string;
}

function ncxEntries(root: XmlElement): Entry[] {
  return descendantsOf(childOf(root, 'ncx:navMap'), 'ncx:navPoint').map((point) => ({
    reference: childOf(point, 'ncx:content')?.attributes['src'] ?? '',
    title: textOf(childOf(point, 'ncx:navLabel')),
  }));
}

function navigationEntries(bytes: Uint8Array): Entry[] {
  const page = parseHtml(decodeHtml(bytes) ?? '', { recognizeSelfClosing: true });
  return linksIn(childElements(page)).map(({ attribs, children }) => ({
    reference: attribs['href'] ?? '',
    title: visibleText(children),
  }));
}

function linksIn(elements: readonly HtmlElement[]): HtmlElement[] {
  return elements.flatMap((element) => (element.name === 'a' ? [element] : linksIn(childElements(element))));
}
