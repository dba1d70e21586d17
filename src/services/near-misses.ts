const mostSuggestions = 3;

/**
 * The candidates that `word` may be a slip of, nearest first, at most three; none where it looks like no
 * slip. Near is few insertions, deletions, replacements and swaps of neighbours (Damerau–Levenshtein,
 * optimal string alignment), letter case aside: up to a third of the longer word's length.
 */
export function nearMisses(word: string, candidates: readonly string[]): string[] {
  return [...new Set(candidates)]
    .flatMap((candidate) => {
      const distance = slipDistance(word.toLowerCase(), candidate.toLowerCase());
      return distance === null ? [] : [{ candidate, distance }];
    })
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ candidate }) => candidate);
}

function slipDistance(a: string, b: string): number | null {
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  const furthest = Math.min(Math.max(1, Math.floor(longer / 3)), shorter - 1);
  // The lengths alone rule most candidates out, however long a word a client sends.
  if (a !== b && longer - shorter > furthest) return null;
  const distance = editDistance(a, b);
  return distance === 0 || distance <= furthest ? distance : null;
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      current.push(cheapest(a, b, row, column, { beforeLast, last, current }));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}

interface Rows {
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly current: readonly number[];
}

function cheapest(a: string, b: string, row: number, column: number, rows: Rows): number {
  const at = (cells: readonly number[], index: number): number => cells[index] ?? Infinity;
  const replacement = a[row - 1] === b[column - 1] ? 0 : 1;
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return Math.min(
    at(rows.last, column) + 1,
    at(rows.current, column - 1) + 1,
    at(rows.last, column - 1) + replacement,
    swapped ? at(rows.beforeLast, column - 2) + 1 : Infinity,
  );
}
