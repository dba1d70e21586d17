const cjkRun = /([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]+)/u;

/**
 * Splits a word where a script written without spaces begins or ends, and such a run into its overlapping
 * pairs of characters (a single character stays alone): `東京都tower` is 東京, 京都, tower.
 */
export function cjkBigrams(word: string): readonly string[] {
  // With a capturing group, `split` returns the runs at the odd positions.
  return word
    .split(cjkRun)
    .flatMap((piece, position) =>
      position % 2 === 1 ? pairs(Array.from(piece)) : piece === '' ? [] : [piece],
    );
}

function pairs(characters: readonly string[]): readonly string[] {
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, previous) => (characters[previous] ?? '') + character);
}
