/** Most parameters in one statement: under SQLite's 32,766 and PostgreSQL's 65,535. */
const parameterLimit = 8000;

/** Splits rows into multi-row statements; `columns` is how many parameters a row takes. */
export function* inBatches<Row>(rows: readonly Row[], columns: number): Generator<readonly Row[]> {
  const size = Math.max(1, Math.floor(parameterLimit / columns));
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** Inserts them all, in as few statements as fit. */
export async function insertBatches<Row extends object>(
  rows: readonly Row[],
  insert: (batch: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length;
  for (const batch of inBatches(rows, columns)) await insert(batch);
}
