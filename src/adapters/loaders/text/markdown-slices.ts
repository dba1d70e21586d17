/** Whole lines that can be parsed by themselves. */
export interface MarkdownSlice {
  /** The lines, the end of a very long one left out: what a block is shows at its beginning. */
  readonly source: string;
  /** Offsets in the text where the lines begin. */
  readonly lines: readonly number[];
}

/** A slice's work is measured in characters, a line counting for some more: about a millisecond or two. */
const enoughWork = 8192;
const workOfLine = 20;
/** From here on a slice ends at any line, even if that tears a table or a paragraph in two. */
const tooMuchWork = 2 * enoughWork;
const longestLine = 4096;

const fenceLine = /^ {0,3}(`{3,}|~{3,})(.*)/;
const blank = /^\s*$/;
const topLevel = /^\S/;
const topLevelItem = /^(?:[-*+]|\d{1,9}[.)])\s/;

/**
 * The text from `from` on in slices, cut where no block reaches across: after a blank line or before an
 * item of a list, in column one, never inside fenced code.
 */
export function* markdownSlices(text: string, from: number): Generator<MarkdownSlice> {
  let slice: { work: number; lines: number[]; source: string[] } = { work: 0, lines: [], source: [] };
  let fence: string | null = null;
  let afterBlank = true;
  for (const [start, line] of linesOf(text, from)) {
    const clean = topLevel.test(line) && (afterBlank || topLevelItem.test(line));
    if (fence === null && slice.work >= (clean ? enoughWork : tooMuchWork)) {
      yield { lines: slice.lines, source: slice.source.join('\n') };
      slice = { work: 0, lines: [], source: [] };
    }
    slice.work += line.length + workOfLine;
    slice.lines.push(start);
    slice.source.push(line);
    fence = fenceAfter(line, fence);
    afterBlank = blank.test(line);
  }
  yield { lines: slice.lines, source: slice.source.join('\n') };
}

/** As markdown-it counts lines: without the empty one after a final line end. */
function* linesOf(text: string, from: number): Generator<readonly [start: number, line: string]> {
  const lineEnd = /\r\n?|\n/g;
  lineEnd.lastIndex = from;
  let start = from;
  for (let match = lineEnd.exec(text); match !== null; match = lineEnd.exec(text)) {
    yield [start, text.slice(start, Math.min(match.index, start + longestLine))];
    start = match.index + match[0].length;
  }
  if (start < text.length) yield [start, text.slice(start, start + longestLine)];
}

/** The fence that is open after `line`, given the one open before it. */
function fenceAfter(line: string, open: string | null): string | null {
  const match = fenceLine.exec(line);
  const [marks = '', rest = ''] = match?.slice(1) ?? [];
  if (match === null) return open;
  if (open === null) return marks.startsWith('`') && rest.includes('`') ? null : marks;
  const closes = marks.startsWith(open) && blank.test(rest);
  return closes ? null : open;
}
