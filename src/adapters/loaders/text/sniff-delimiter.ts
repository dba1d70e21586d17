const delimiters = [',', ';', '\t', '|'] as const;
const sampleLength = 65_536;
const sampleRows = 50;

/** The delimiter that cuts the most rows into equally many cells, more than one; a comma where none does. */
export function sniffDelimiter(table: string): string {
  const rows = rowsWithoutQuotes(table.slice(0, sampleLength));
  const scored = delimiters.map((delimiter) => ({ delimiter, score: agreement(rows, delimiter) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

/** What is quoted may hold any of them. */
function rowsWithoutQuotes(sample: string): readonly string[] {
  const bare = sample.replace(/"[^"]*"/g, '');
  return bare
    .split(/\r\n?|\n/)
    .filter((row) => row.trim() !== '')
    .slice(0, sampleRows);
}

/** How many rows have the commonest count of cells; more cells decide between equals. */
function agreement(rows: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const cells = row.split(delimiter).length;
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([cells, count]) => count + Math.min(cells, 1000) / 1001));
}
