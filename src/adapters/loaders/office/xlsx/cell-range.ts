/** Rows from 1, as sheets count them; columns from 0. Both ends are in it. */
export interface CellRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** As in "B7"; null for what is no cell. */
export function cellPosition(reference: string): { readonly row: number; readonly column: number } | null {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === '') return null;
  let column = 0;
  for (let index = 0; index < letters.length; index++) column = column * 26 + letters.charCodeAt(index) - 64;
  return { row: Number(digits), column: column - 1 };
}

/** As in "B7:D9"; null for what is none. */
export function cellRange(reference: string): CellRange | null {
  const [from, to] = reference.split(':').map(cellPosition);
  if (from === undefined || to === undefined || from === null || to === null) return null;
  return { fromRow: from.row, toRow: to.row, fromColumn: from.column, toColumn: to.column };
}
