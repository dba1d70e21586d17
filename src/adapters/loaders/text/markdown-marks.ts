import MarkdownIt from 'markdown-it';

import type { HeadingMark, LoadedDocument } from '../../../ports/document-loader.js';
import { frontMatter } from './front-matter.js';
import { markdownSlices, type MarkdownSlice } from './markdown-slices.js';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** Blocks only: the words in them are parsed where they are a heading's. */
const blockParser = new MarkdownIt('commonmark').enable('table');
blockParser.core.ruler.enableOnly(['normalize', 'block']);
const inlineParser = new MarkdownIt('commonmark');

/** A heading is cut here: no reader would take more for one. */
const longestHeading = 1000;

/**
 * Headings, block starts and the title (front matter's, else the first top-level heading's) of a Markdown
 * text, whose own text stays as it is: offsets point into it.
 */
export function markdownMarks(text: string): Pick<LoadedDocument, 'title' | 'headings' | 'blocks'> {
  const { title, end: body } = frontMatter(text);
  const headings: HeadingMark[] = [];
  const blocks = new Set(body < text.length ? [0, body] : [0]);
  for (const slice of markdownSlices(text, body)) {
    const tokens = blockParser.parse(slice.source, {});
    headings.push(...headingsOf(tokens, slice));
    for (const start of blockStarts(tokens, slice)) blocks.add(start);
  }
  const firstHeading = headings.find(({ level }) => level === 1)?.text ?? null;
  return { title: title ?? firstHeading, headings, blocks: [...blocks].sort((a, b) => a - b) };
}

function headingsOf(tokens: readonly Token[], { lines }: MarkdownSlice): HeadingMark[] {
  return tokens.flatMap((token, index) => {
    const offset = lines[token.map?.[0] ?? -1];
    if (token.type !== 'heading_open' || token.level > 0 || offset === undefined) return [];
    const text = plainText(tokens[index + 1]?.content ?? '');
    return text === '' ? [] : [{ offset, level: Number(token.tag.slice(1)), text }];
  });
}

/** What a reader sees of a heading, without an id in braces after it. */
function plainText(source: string): string {
  const inline = inlineParser.parseInline(source.slice(0, longestHeading), {})[0]?.children ?? [];
  const words = inline.map(({ type, content }) => {
    if (type === 'softbreak' || type === 'hardbreak') return ' ';
    return type === 'html_inline' ? '' : content;
  });
  return words
    .join('')
    .replace(/\{#[^{}]*\}\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Of blocks at the top and of the items of lists; what is in those is no block of its own. */
function blockStarts(tokens: readonly Token[], { lines }: MarkdownSlice): number[] {
  return tokens.flatMap(({ map, level, block, nesting }) => {
    const start = lines[map?.[0] ?? -1];
    return block && nesting >= 0 && level <= 1 && start !== undefined ? [start] : [];
  });
}
