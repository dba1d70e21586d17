import type { Segment } from './group-rows.js';

/** From where to where the cells of a column reach. */
export interface Column {
  readonly left: number;
  readonly right: number;
}

interface GrowingColumn {
  left: number;
  right: number;
  readonly rows: Set<number>;
}

/** Further apart than this, in shares of the font's size, cells are not one column. */
const widestJoin = 4;

/**
 * The columns of rows of cells, from left to right. Narrow cells make them; a wide one that reaches over two
 * does not join them. Neighbours of which each row has but one are one: a heading in the middle, numbers at
 * the right.
 */
export function tableColumns(rows: readonly (readonly Segment[])[]): Column[] {
  const columns: GrowingColumn[] = [];
  const cells = rows.flatMap((row, index) => row.map((segment) => ({ ...segment, row: index })));
  for (const { left, right, row } of cells.sort((a, b) => a.right - a.left - (b.right - b.left))) {
    const [touched, another] = columns.filter((column) => left < column.right && right > column.left);
    if (touched === undefined) columns.push({ left, right, rows: new Set([row]) });
    else if (another === undefined) {
      touched.left = Math.min(touched.left, left);
      touched.right = Math.max(touched.right, right);
      touched.rows.add(row);
    }
  }
  columns.sort((a, b) => a.left - b.left);
  return joinColumns(columns, Math.max(0, ...cells.map(({ size }) => size)));
}

/** The first that the cell stands in, else the nearest. */
export function columnOf({ left, right }: Segment, columns: readonly Column[]): number {
  const touched = columns.findIndex((column) => left < column.right && right > column.left);
  if (touched >= 0) return touched;
  const distances = columns.map((column) => Math.max(column.left - right, left - column.right));
  return distances.indexOf(Math.min(...distances));
}

function joinColumns(columns: readonly GrowingColumn[], size: number): Column[] {
  const joined: GrowingColumn[] = [];
  for (const column of columns) {
    const last = joined.at(-1);
    const apart = last === undefined || column.left - last.right > widestJoin * size;
    if (apart || [...column.rows].some((row) => last.rows.has(row))) joined.push(column);
    else {
      last.right = column.right;
      for (const row of column.rows) last.rows.add(row);
    }
  }
  return joined;
}
