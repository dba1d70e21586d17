/** A table cell that may reach over others to its right and below. */
export interface SpanningCell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

/** Wider or taller is no table that anyone reads. */
const mostSpanned = 1000;
/** A longer text is no label of rows or columns: once is enough. */
const longestRepeated = 1000;

/**
 * The rows of a table as texts. A spanning cell's text stands in each row and column it covers, so that
 * each row can be read by itself.
 */
export function* spannedRows(rows: Iterable<readonly SpanningCell[]>): Generator<string[]> {
  let pending = new Map<number, { text: string; rows: number }>();
  for (const cells of rows) {
    const texts: string[] = [];
    const below = new Map<number, { text: string; rows: number }>();
    const put = (text: string, rowsLeft: number, copy = text): void => {
      if (rowsLeft > 0) below.set(texts.length, { text: copy, rows: rowsLeft });
      texts.push(text);
    };
    const putCovered = (): void => {
      for (let from = pending.get(texts.length); from !== undefined; from = pending.get(texts.length)) {
        put(from.text, from.rows - 1);
      }
    };
    for (const { text, columns, rows: spanned } of cells) {
      putCovered();
      const copy = text.length > longestRepeated ? '' : text;
      put(text, within(spanned) - 1, copy);
      for (let column = 1; column < within(columns) && texts.length < mostSpanned; column++) {
        put(copy, within(spanned) - 1);
      }
    }
    putCovered();
    pending = below;
    yield texts;
  }
}

function within(span: number): number {
  return Number.isInteger(span) ? Math.min(Math.max(span, 1), mostSpanned) : 1;
}
