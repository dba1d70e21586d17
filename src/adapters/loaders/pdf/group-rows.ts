import { largest, smallest } from './numbers.js';
import { isRightToLeft, type TextRun } from './text-run.js';

/** Runs on one line with no wide gap between them: a line of a column, or a cell. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly runs: readonly TextRun[];
}

/** What stands at one height, in the order of reading. */
export interface Row {
  readonly segments: readonly Segment[];
  readonly baseline: number;
  readonly size: number;
}

/** In shares of the font's size, as all of these: a gap that divides cells, where nothing else tells. */
const cellGap = 1;
const wordGap = 0.2;
const wordGapOfIdeographs = 0.6;
const [below, above] = [0.2, 0.8];
const sameRow = 0.5;

const marker = /^(?:[•●▪■‣◦·∙○–—*-]|\(?(?:\d{1,3}|[a-z])[.)])$/u;
/** The dots between a title and its page number. */
const leader = /(?: ?\.){5,} ?/g;
const sectionNumber = /^\d{1,2}(?:\.\d{1,2})+\.?$/;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const leftToRightStart = /^[\p{P}\p{S}\s]*[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;

/**
 * Rows from top to bottom, divided where a gap is at least as wide as `gap` shares of the font's size. Raised
 * and lowered characters belong to the row that they stand in.
 */
export function groupRows(runs: readonly TextRun[], gap = cellGap): Row[] {
  const rightToLeft = isRightToLeft(runs.map(({ text }) => text));
  const rows: { bottom: number; top: number; runs: TextRun[] }[] = [];
  for (const run of runs.toSorted((a, b) => b.baseline - a.baseline)) {
    const [bottom, top] = [run.baseline - run.size * below, run.baseline + run.size * above];
    const row = rows.at(-1);
    const shared = row === undefined ? 0 : Math.min(row.top, top) - Math.max(row.bottom, bottom);
    if (row !== undefined && shared >= sameRow * Math.min(row.top - row.bottom, top - bottom)) {
      row.runs.push(run);
      row.bottom = Math.min(row.bottom, bottom);
      row.top = Math.max(row.top, top);
    } else rows.push({ bottom, top, runs: [run] });
  }
  return rows.map((row) => toRow(inReadingOrder(row.runs, rightToLeft), gap));
}

/** From left to right; in a row that is written the other way its Latin parts and numbers still are. */
function inReadingOrder(runs: readonly TextRun[], rightToLeft: boolean): TextRun[] {
  if (!rightToLeft) return runs.toSorted((a, b) => a.left - b.left);
  const ordered: TextRun[] = [];
  let latin: TextRun[] = [];
  for (const run of runs.toSorted((a, b) => b.right - a.right)) {
    if (leftToRightStart.test(run.text)) latin.unshift(run);
    else {
      ordered.push(...latin, run);
      latin = [];
    }
  }
  return [...ordered, ...latin];
}

function toRow(runs: readonly TextRun[], gap: number): Row {
  const segments: TextRun[][] = [];
  for (const run of runs) {
    const current = segments.at(-1);
    const previous = current?.at(-1);
    if (current === undefined || previous === undefined) segments.push([run]);
    else if (gapBetween(previous, run) < gap * Math.min(previous.size, run.size)) current.push(run);
    else if (current.length === 1 && labels(previous, run)) current.push(run);
    else segments.push([run]);
  }
  return { segments: segments.map(toSegment), ...longest(runs) };
}

/** The sign of a list item or the number of a section, which often stand apart from what they belong to. */
function labels(label: TextRun, { text }: TextRun): boolean {
  const words = label.text.trim();
  return marker.test(words) || (sectionNumber.test(words) && /^\p{L}/u.test(text));
}

function gapBetween(a: TextRun, b: TextRun): number {
  return Math.max(b.left - a.right, a.left - b.right);
}

function toSegment(runs: readonly TextRun[]): Segment {
  return {
    text: joinRuns(runs),
    left: smallest(runs.map(({ left }) => left)),
    right: largest(runs.map(({ right }) => right)),
    ...longest(runs),
    runs,
  };
}

/** Notes and exponents are short: what most of a line is written in is the line's. */
function longest(runs: readonly TextRun[]): Pick<TextRun, 'baseline' | 'size'> {
  const { baseline, size } = runs.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return { baseline, size };
}

function joinRuns(runs: readonly TextRun[]): string {
  let text = '';
  runs.forEach((run, index) => {
    const previous = runs[index - 1];
    text += previous !== undefined && wordEnds(previous, run) ? ` ${run.text}` : run.text;
  });
  return text.replace(/\s+/g, ' ').replace(leader, ' … ').trim();
}

function wordEnds(a: TextRun, b: TextRun): boolean {
  const cjk = ideograph.test(a.text.slice(-1)) && ideograph.test(b.text.slice(0, 1));
  return gapBetween(a, b) > (cjk ? wordGapOfIdeographs : wordGap) * Math.min(a.size, b.size);
}
