import type { TextSpan } from '../../domain/document.js';

interface Line extends TextSpan {
  readonly text: string;
}

const blank = /^\s*$/;
const fence = /^\s*(?:```|~~~)/;
const heading = /^\s{0,3}#{1,6}(?:\s|$)/;
const rule = /^\s*(?:[-=*_~+|:]\s*){3,}$/;
const tableRow = /^\s*\|/;
const listItem = /^\s*(?:[-*+•‣◦]|\(?\d{1,3}[.)]|\(?[a-z]\)|\[\d+\])\s/;

/**
 * Where a sentence ends for certain: spans of lines that no sentence reaches across, ascending, blank lines
 * left out. A paragraph's lines are one block unless a line break stands where wrapping did not force it.
 */
export function splitBlocks(text: string): TextSpan[] {
  const blocks: TextSpan[] = [];
  let paragraph: Line[] = [];
  const endParagraph = (): void => {
    blocks.push(...splitParagraph(paragraph));
    paragraph = [];
  };
  let fenced = false;
  for (const line of linesOf(text)) {
    const opensOrClosesFence = fence.test(line.text);
    if (opensOrClosesFence) fenced = !fenced;
    const alone = opensOrClosesFence || fenced || standsAlone(line.text);
    if (alone || listItem.test(line.text)) endParagraph();
    if (!blank.test(line.text)) paragraph.push(line);
    if (alone) endParagraph();
  }
  endParagraph();
  return blocks;
}

function standsAlone(line: string): boolean {
  return [blank, heading, rule, tableRow].some((kind) => kind.test(line));
}

function* linesOf(text: string): Generator<Line> {
  const lineEnd = /\r\n?|[\n\f\u0085\u2028\u2029]/g;
  let start = 0;
  for (const match of text.matchAll(lineEnd)) {
    yield { text: text.slice(start, match.index), start, end: match.index };
    start = match.index + match[0].length;
  }
  yield { text: text.slice(start), start, end: text.length };
}

function splitParagraph(lines: readonly Line[]): TextSpan[] {
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.trimEnd().length), 0);
  const blocks: { start: number; end: number }[] = [];
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const current = blocks.at(-1);
    if (previous === undefined || current === undefined || isDeliberateBreak(previous.text, line.text, width))
      blocks.push({ start: line.start, end: line.end });
    else current.end = line.end;
  });
  return blocks;
}

const startsLikeSentence = /^\s*[\p{Pi}\p{Ps}"']?\p{Lu}/u;
const endsInMidSentence =
  /(?:[,;:–—-]|(?:^|\s)(?:an?|the|and|or|of|on|in|by|to|for|with|from|as|at|is|are|was|were|that|than))\s*$/i;

/** A title above its text, a row of names: the next line's first word would have fitted on this one. */
function isDeliberateBreak(line: string, next: string, width: number): boolean {
  if (!startsLikeSentence.test(next) || endsInMidSentence.test(line)) return false;
  const firstWord = /\S+/.exec(next)?.[0] ?? '';
  return line.trimEnd().length + 1 + firstWord.length <= width;
}
