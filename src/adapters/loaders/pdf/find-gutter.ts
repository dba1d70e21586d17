import { groupRows, type Segment } from './group-rows.js';
import { largest, median, smallest } from './numbers.js';

/** An upright strip without text between two columns; what crosses it spans both. */
export interface Gutter {
  readonly left: ReadonlySet<Segment>;
  readonly right: ReadonlySet<Segment>;
}

const fewestLines = 3;
/** In shares of the font's size: justified words can stand as far apart, but not below each other. */
export const narrowestGutter = 0.6;
/** Lines of prose are this long and fill this share of their column; cells of a table do neither. */
const proseCharacters = 20;
const proseWidth = 0.4;
const candidateCount = 24;

const wideCharacter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Where columns of prose stand beside each other, the gutter that divides most of them; else null. */
export function findGutter(segments: readonly Segment[]): Gutter | null {
  if (segments.length < 2 * fewestLines) return null;
  const size = median(segments.map((segment) => segment.size));
  let best: { gutter: Gutter; score: number } | null = null;
  for (const x of columnStarts(segments, size)) {
    const left = segments.filter(({ right }) => right <= x - narrowestGutter * size);
    const right = segments.filter((segment) => segment.left >= x);
    const spanning = segments.length - left.length - right.length;
    const score = Math.min(left.length, right.length) - spanning / 2;
    if (score <= (best?.score ?? 0) || !isProse(left) || !isProse(right)) continue;
    best = { gutter: { left: new Set(left), right: new Set(right) }, score };
  }
  return best?.gutter ?? null;
}

/** Where most lines begin, to the precision of half a character. */
function columnStarts(segments: readonly Segment[], size: number): number[] {
  const starts = new Map<number, { x: number; count: number }>();
  for (const { left } of segments) {
    const bucket = Math.round((left / size) * 2);
    const start = starts.get(bucket) ?? { x: left, count: 0 };
    starts.set(bucket, { x: Math.min(start.x, left), count: start.count + 1 });
  }
  const byCount = [...starts.values()].sort((a, b) => b.count - a.count);
  return byCount.slice(0, candidateCount).map(({ x }) => x);
}

/** Judged by the longest piece of each line: a row of a table is long too, but its cells are not. */
function isProse(column: readonly Segment[]): boolean {
  if (column.length < fewestLines) return false;
  const width = largest(column.map(({ right }) => right)) - smallest(column.map(({ left }) => left));
  const rows = groupRows(
    column.flatMap(({ runs }) => runs),
    narrowestGutter,
  );
  const pieces = rows.map(({ segments }) => segments.reduce((a, b) => (weight(b) > weight(a) ? b : a)));
  const wide = median(pieces.map(({ left, right }) => right - left)) >= proseWidth * width;
  return wide && median(pieces.map(weight)) >= proseCharacters;
}

/** An ideograph says as much as two letters. */
function weight({ text }: Segment): number {
  return text.length + (text.match(wideCharacter)?.length ?? 0);
}
