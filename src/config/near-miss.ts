/** The known key that `key` was probably meant to be: the nearest within two edits, if there is one. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(key.toUpperCase(), candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const nearest = ranked[0];
  return nearest !== undefined && nearest.distance <= 2 ? nearest.candidate : undefined;
}

/** Levenshtein's distance, row by row. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let deleted = 1; deleted <= from.length; deleted++) {
    let left = deleted;
    const next = [left];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[deleted - 1] === to[column - 1] ? 0 : 1);
      left = Math.min(replaced, (row[column] ?? 0) + 1, left + 1);
      next.push(left);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
