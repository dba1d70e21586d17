import { findAll, findOne } from 'domutils';

import type { LoadedDocument } from '../../../ports/document-loader.js';
import { fileProperties } from '../file-properties.js';
import { TextBuilder, type LoadedFacts } from '../text-builder.js';
import { titled } from '../titled.js';
import { visibleText } from './html-text.js';
import { HtmlWriter } from './html-writer.js';
import { mainContent } from './main-content.js';
import { parseHtml, type HtmlDocument } from './parse-html.js';

/** What is known besides the page; what is not, the page is asked for. */
export interface HtmlFacts extends Partial<LoadedFacts> {
  readonly mediaType: string;
  readonly maxCharacters: number;
}

/** A page's main content; throws NO_TEXT and DOCUMENT_TOO_LARGE. */
export function htmlToDocument(html: string, facts: HtmlFacts): LoadedDocument {
  const page = parseHtml(html);
  const builder = new TextBuilder(facts);
  const { nodes, isLeftOut } = mainContent(page);
  new HtmlWriter(builder, isLeftOut).write(nodes);
  const title = facts.title ?? titleOf(page);
  return titled(
    builder.build({ mediaType: facts.mediaType, title, properties: facts.properties ?? propertiesOf(page) }),
  );
}

function titleOf(page: HtmlDocument): string | null {
  const title = findOne(({ name }) => name === 'title', page.children);
  return title === null ? null : visibleText(title.children) || null;
}

function propertiesOf(page: HtmlDocument): ReturnType<typeof fileProperties> {
  const said = new Map(
    findAll(({ name }) => name === 'meta', page.children).map(({ attribs }) => [
      (attribs['name'] ?? attribs['property'] ?? '').toLowerCase(),
      attribs['content']?.trim() ?? '',
    ]),
  );
  const first = (...names: readonly string[]): string | null =>
    names.map((name) => said.get(name)).find((value) => value !== undefined && value !== '') ?? null;
  return fileProperties({
    author: first('author', 'article:author', 'dc.creator', 'dcterms.creator'),
    created: first('article:published_time', 'date', 'dc.date', 'dcterms.created'),
    modified: first('article:modified_time', 'last-modified', 'dcterms.modified'),
  });
}
