declare module 'snowball-stemmers' {
  interface Stemmer {
    /** The stem of a lower-case word; keeps nothing from one call to the next. */
    stem(word: string): string;
  }

  export function newStemmer(algorithm: 'english' | 'porter'): Stemmer;
}
