import type { Row, Segment } from './group-rows.js';
import { columnOf, tableColumns, type Column } from './table-columns.js';
import { tableSections } from './table-sections.js';

/** Rows of cells, and how many rows of the page they were made of. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly length: number;
}

const fewestRows = 3;
/** So many columns make a table of two rows. */
const columnsOfTwoRows = 3;

/** The table that begins at `rows[start]`, where cells stand below each other over several rows; else null. */
export function findTable(rows: readonly Row[], start: number): Table | null {
  const sections = tableSections(rows, start).map((section) => ({
    ...section,
    columns: tableColumns(section.rows),
  }));
  const aligned = sections.reduce((sum, section) => sum + alignedRows(section), 0);
  const most = Math.max(0, ...sections.map(({ columns }) => columns.length));
  if (aligned < (most >= columnsOfTwoRows ? fewestRows - 1 : fewestRows)) return null;
  return {
    rows: sections.flatMap(({ rows: sectionRows, columns }) =>
      sectionRows.map((row) => cellsOf(row, columns)),
    ),
    length: sections.reduce((sum, { length }) => sum + length, 0),
  };
}

interface Section {
  readonly rows: readonly (readonly Segment[])[];
  readonly columns: readonly Column[];
}

/** How many rows have cells in several columns; one row by itself says nothing of columns. */
function alignedRows({ rows, columns }: Section): number {
  const spread = rows.filter((row) => new Set(row.map((segment) => columnOf(segment, columns))).size > 1);
  return spread.length > 1 ? spread.length : 0;
}

function cellsOf(row: readonly Segment[], columns: readonly Column[]): string[] {
  const cells = columns.map(() => '');
  for (const segment of row) {
    const column = columnOf(segment, columns);
    cells[column] = `${cells[column] ?? ''} ${segment.text}`.trim();
  }
  return cells;
}
