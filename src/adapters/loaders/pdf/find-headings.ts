import type { Block, Paragraph } from './blocks.js';
import type { OutlineEntry } from './read-outline.js';

export interface PageBlocks {
  readonly page: number;
  readonly blocks: readonly Block[];
}

/** A paragraph, or its first lines, that is a heading of this level. */
export interface Heading {
  readonly level: number;
  readonly lines: number;
}

/** How much larger than the text a heading is written, at least. */
const headingSize = 1.15;
const mostLines = 3;
const longest = 200;
/** An outline that names fewer headings than this does not stand for the document's structure. */
const fewestEntries = 2;

const sectionNumber = /^\d+(?:\.\d+)*\.?\s/;

/** The headings: those that the outline names, where it does; else short paragraphs in larger type. */
export function findHeadings(
  pages: readonly PageBlocks[],
  outline: readonly OutlineEntry[],
): ReadonlyMap<Block, Heading> {
  const named = headingsByOutline(pages, outline);
  return named.size >= fewestEntries ? named : headingsBySize(pages);
}

/** What is written largest on the first page, where it heads the document and not a numbered part of it. */
export function findTitle([first]: readonly PageBlocks[]): Paragraph | null {
  const headings = first === undefined ? [] : [...headingsBySize([first])];
  const title = headings.find(([, { level }]) => level === 1)?.[0];
  if (title?.kind !== 'paragraph' || sectionNumber.test(title.lines[0]?.text ?? '')) return null;
  return title;
}

function headingsByOutline(
  pages: readonly PageBlocks[],
  outline: readonly OutlineEntry[],
): Map<Block, Heading> {
  const headings = new Map<Block, Heading>();
  const byPage = new Map(pages.map((page) => [page.page, page.blocks]));
  for (const { title, level, page } of outline) {
    const wanted = plain(title);
    if (page === null || wanted === '') continue;
    for (const block of byPage.get(page) ?? []) {
      const lines = 'lines' in block && !headings.has(block) ? linesThatSay(block, wanted) : 0;
      if (lines === 0) continue;
      headings.set(block, { level, lines });
      break;
    }
  }
  return headings;
}

/** How many of the block's first lines say the words and no more; 0 where they do not. */
function linesThatSay(block: Block, wanted: string): number {
  if (!('lines' in block)) return 0;
  const marker = block.kind === 'item' ? block.marker : '';
  let said = '';
  for (let count = 1; count <= Math.min(mostLines, block.lines.length); count += 1) {
    said += plain(block.lines[count - 1]?.text ?? '');
    if (said === wanted || plain(marker) + said === wanted || unnumbered(said) === unnumbered(wanted))
      return count;
  }
  return 0;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function unnumbered(text: string): string {
  return text.replace(/^\p{N}+(?=\p{L})/u, '');
}

function headingsBySize(pages: readonly PageBlocks[]): Map<Block, Heading> {
  const blocks = pages.flatMap((page) => page.blocks);
  const text = textSize(blocks);
  const found = blocks
    .filter((block) => block.kind === 'paragraph')
    .filter((block) => looksLikeHeading(block, text));
  const sizes = [...new Set(found.map(({ size }) => Math.round(size)))].sort((a, b) => b - a);
  return new Map(
    found.map((block) => [
      block,
      { level: sizes.indexOf(Math.round(block.size)) + 1, lines: block.lines.length },
    ]),
  );
}

/** The size that most characters are written in. */
function textSize(blocks: readonly Block[]): number {
  const characters = new Map<number, number>();
  for (const block of blocks) {
    if (block.kind === 'table-end') continue;
    const texts = block.kind === 'row' ? block.cells : block.lines.map(({ text }) => text);
    const size = Math.round(block.size * 2) / 2;
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    characters.set(size, (characters.get(size) ?? 0) + length);
  }
  return [...characters].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

function looksLikeHeading({ lines, size }: Paragraph, text: number): boolean {
  const length = lines.reduce((sum, line) => sum + line.text.length, 0);
  const words = lines.some((line) => /\p{L}{2}|\p{Lo}/u.test(line.text));
  return size >= text * headingSize && lines.length <= mostLines && length <= longest && words;
}
