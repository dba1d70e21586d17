import type { Row, Segment } from './group-rows.js';

/** Rows of a table between two lines that head a part of it; cells of several lines are one. */
export interface TableSection {
  readonly rows: readonly (readonly Segment[])[];
  /** How many rows of the page they were made of. */
  readonly length: number;
}

/** Bounds the work: nobody reads a page with more of either. */
const mostRows = 400;
const mostCells = 64;
/** In shares of the font's size: a line further below is no continuation of a cell, a row no part of a table. */
const continuationPitch = 1.7;
const widestPitch = 4;

/** What may be a table from `rows[start]` on: rows of several cells, with single lines between them. */
export function tableSections(rows: readonly Row[], start: number): TableSection[] {
  const sections: { rows: Segment[][]; length: number }[] = [];
  for (const row of tableRows(rows, start)) {
    const section = sections.at(-1);
    const above = section?.rows.at(-1);
    const [only] = row.segments;
    if (section === undefined || above === undefined) sections.push({ rows: [[...row.segments]], length: 1 });
    else if (row.segments.length > 1 || only === undefined) {
      section.rows.push([...row.segments]);
      section.length += 1;
    } else if (continueCell(above, only)) section.length += 1;
    else sections.push({ rows: [[only]], length: 1 });
  }
  return sections.slice(
    0,
    1 + sections.findLastIndex((section) => section.rows.some((row) => row.length > 1)),
  );
}

function tableRows(rows: readonly Row[], start: number): Row[] {
  const found: Row[] = [];
  let end = 0;
  for (const row of rows.slice(start, start + mostRows)) {
    const previous = found.at(-1);
    const pitch = previous === undefined ? 0 : previous.baseline - row.baseline;
    if (row.segments.length > mostCells || pitch > widestPitch * Math.max(row.size, previous?.size ?? 0))
      break;
    if (row.segments.length === 1 && found.length - end >= 2) break;
    found.push(row);
    if (row.segments.length > 1) end = found.length;
  }
  return found;
}

/** Adds a line to the cell it continues: one right below it that is not the first of its row. */
function continueCell(above: Segment[], line: Segment): boolean {
  const index = above.findIndex(({ left, right }) => line.left < right && line.right > left);
  const cell = above[index];
  if (cell === undefined || index === 0) return false;
  if (cell.baseline - line.baseline > continuationPitch * line.size) return false;
  above[index] = {
    ...cell,
    text: `${cell.text} ${line.text}`,
    left: Math.min(cell.left, line.left),
    right: Math.max(cell.right, line.right),
    baseline: line.baseline,
  };
  return true;
}
