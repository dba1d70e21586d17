import { groupRows, type Row } from './group-rows.js';
import { median } from './numbers.js';
import type { TextLayer, TextRun } from './text-run.js';

const fewestPages = 3;
/** Different headers on left and right pages stand on half of the pages each. */
const shareOfPages = 0.4;
const rowsAtEdge = 2;
/** A page of a few rows is all edge: what repeats there may be what it has to say. */
const fewestRows = 10;
/** In points: how much the height of a header differs from page to page. */
const sameHeight = 3;

const numbers = /\p{Nd}+/gu;
const pageNumber = /^(?:[\p{P}\s]|#-?\d+|page|seite|of|von|\d+$)*$/iu;

interface EdgeRow {
  readonly page: number;
  readonly row: Row;
}

/**
 * The layers without headers and footers: rows at the top or the bottom of many pages that say the same at
 * the same height, but for the page's number. The first of each is kept, so that no words are lost, unless
 * it is a page number and nothing else.
 */
export function withoutRepeatedRows(layers: readonly TextLayer[]): TextLayer[] {
  if (layers.length < fewestPages) return [...layers];
  const dropped = new Set<TextRun>();
  for (const [saying, rows] of rowsBySaying(layers)) {
    for (const { row } of repeated(rows, layers.length, saying)) {
      for (const run of row.segments.flatMap((segment) => segment.runs)) dropped.add(run);
    }
  }
  return layers.map(({ page, runs }) => ({ page, runs: runs.filter((run) => !dropped.has(run)) }));
}

function rowsBySaying(layers: readonly TextLayer[]): Map<string, EdgeRow[]> {
  const found = new Map<string, EdgeRow[]>();
  for (const { page, runs } of layers) {
    const rows = groupRows(runs);
    if (rows.length < fewestRows) continue;
    for (const row of [...rows.slice(0, rowsAtEdge), ...rows.slice(-rowsAtEdge)]) {
      for (const saying of sayings(row, page)) {
        const same = found.get(saying);
        if (same === undefined) found.set(saying, [{ page, row }]);
        else same.push({ page, row });
      }
    }
  }
  return found;
}

/** The row as it is, and with its first or last number as one that counts with the pages. */
function sayings({ segments }: Row, page: number): Set<string> {
  const text = segments.map((segment) => segment.text).join(' ');
  const found = [...text.matchAll(numbers)];
  const counted = [found[0], found.at(-1)].flatMap((number) =>
    number === undefined
      ? []
      : `${text.slice(0, number.index)}#${Number(number[0]) - page}${text.slice(number.index + number[0].length)}`,
  );
  return new Set([text, ...counted]);
}

function repeated(rows: readonly EdgeRow[], pages: number, saying: string): readonly EdgeRow[] {
  const height = median(rows.map(({ row }) => row.baseline));
  const same = rows.filter(({ row }) => Math.abs(row.baseline - height) <= sameHeight);
  const count = new Set(same.map(({ page }) => page)).size;
  if (count < Math.max(fewestPages, pages * shareOfPages)) return [];
  return saying.includes('#') && pageNumber.test(saying) ? same : same.slice(1);
}
