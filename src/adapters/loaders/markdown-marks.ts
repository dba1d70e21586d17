import MarkdownIt from 'markdown-it';

import type { HeadingMark } from '../../ports/document-loader.js';

export interface MarkdownMarks {
  readonly title: string | null;
  readonly headings: readonly HeadingMark[];
  readonly blocks: readonly number[];
}

type Token = ReturnType<MarkdownIt['parse']>[number];

const parser = new MarkdownIt('commonmark').enable('table');
const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const titleLine = /^title:[ \t]*(.+?)[ \t]*$/m;

/**
 * Headings, block starts and the title (front matter's, else the first top-level heading's) of a Markdown
 * text, whose own text stays as it is: offsets point into it.
 */
export function markdownMarks(text: string): MarkdownMarks {
  const matter = frontMatter.exec(text);
  const body = matter?.[0].length ?? 0;
  const lines = lineStarts(text, body);
  const tokens = parser.parse(text.slice(body), {});
  const headings = headingsOf(tokens, lines);
  const blocks = new Set([0, body]);
  for (const { map, level, block, nesting } of tokens) {
    const start = lines[map?.[0] ?? -1];
    // One level down: the items of a list are blocks, what is in them is not.
    if (block && nesting >= 0 && level <= 1 && start !== undefined) blocks.add(start);
  }
  const title = titleOf(matter?.[1]) ?? headings.find(({ level }) => level === 1)?.text ?? null;
  return {
    title,
    headings,
    blocks: [...blocks].filter((at) => at < text.length || at === 0).sort((a, b) => a - b),
  };
}

function headingsOf(tokens: readonly Token[], lines: readonly number[]): readonly HeadingMark[] {
  return tokens.flatMap((token, index) => {
    const offset = lines[token.map?.[0] ?? -1];
    if (token.type !== 'heading_open' || token.level > 0 || offset === undefined) return [];
    return [{ offset, level: Number(token.tag.slice(1)), text: plainText(tokens[index + 1]) }];
  });
}

function plainText(inline: Token | undefined): string {
  const parts = (inline?.children ?? []).map(({ type, content }) =>
    type === 'softbreak' || type === 'hardbreak' ? ' ' : type === 'html_inline' ? '' : content,
  );
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function titleOf(matter: string | undefined): string | null {
  const title = titleLine.exec(matter ?? '')?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  return title === undefined || title === '' ? null : title;
}

/** Where each line of the text from `from` on begins, as markdown-it counts lines. */
function lineStarts(text: string, from: number): readonly number[] {
  const starts = [from];
  const lineEnd = /\r\n|\n|\r/g;
  lineEnd.lastIndex = from;
  for (let match = lineEnd.exec(text); match !== null; match = lineEnd.exec(text)) {
    starts.push(match.index + match[0].length);
  }
  return starts;
}
