import type { CellRange } from './cell-range.js';
import type { SheetRow } from './read-sheet.js';

/** A longer text is no label of rows or columns: once is enough. */
const longestRepeated = 1000;
/** A sheet with more merged ranges is a drawing made of cells. */
const mostMerges = 10_000;
/** Of all merged cells of a sheet. */
const mostCopiesOfAll = 100_000;

/**
 * A sheet's rows in tables, cut where rows are empty, without the columns that a table has nothing in. A
 * merged cell stands in each row and column of the table that it covers: a row is read by itself.
 */
export function* sheetTables(
  rows: readonly SheetRow[],
  merges: readonly CellRange[],
): Generator<readonly (readonly string[])[]> {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const usedColumns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
  let copiesLeft = mostCopiesOfAll;
  for (const merge of merges.slice(0, mostMerges))
    copiesLeft -= spread(merge, byNumber, usedColumns, copiesLeft);
  for (const table of cutAtGaps(rows)) {
    const columns = [...new Set(table.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
    yield table.map(({ cells }) => columns.map((column) => cells.get(column) ?? ''));
  }
}

/** Tells how many copies it made. */
function spread(
  merge: CellRange,
  rows: ReadonlyMap<number, SheetRow>,
  columns: readonly number[],
  mostCopies: number,
): number {
  const text = rows.get(merge.fromRow)?.cells.get(merge.fromColumn);
  if (text === undefined || text.length > longestRepeated) return 0;
  const covered = columns.filter((column) => column >= merge.fromColumn && column <= merge.toColumn);
  const last = Math.min(merge.toRow, merge.fromRow + longestRepeated);
  let copies = 0;
  for (let number = merge.fromRow; number <= last && copies + covered.length <= mostCopies; number++) {
    const cells = rows.get(number)?.cells;
    const free = covered.filter((column) => cells?.has(column) === false);
    for (const column of free) cells?.set(column, text);
    copies += free.length;
  }
  return copies;
}

function* cutAtGaps(rows: readonly SheetRow[]): Generator<readonly SheetRow[]> {
  let table: SheetRow[] = [];
  for (const row of rows.filter(({ cells }) => cells.size > 0)) {
    const previous = table.at(-1);
    if (previous !== undefined && row.number !== previous.number + 1) {
      yield table;
      table = [];
    }
    table.push(row);
  }
  if (table.length > 0) yield table;
}
