const combiningDiacritics = /[\u0300-\u036f]/g;
const undecomposed = /[ßæœøłđðþı]/g;
const ascii = /^[\x00-\x7f]*$/;

/** Letters that Unicode does not take apart into a base letter and a mark. */
const baseLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Lower case, without the diacritics of Latin, Greek and Cyrillic; the marks of other scripts are letters to them. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (ascii.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(combiningDiacritics, '')
    .normalize('NFC')
    .replace(undecomposed, (letter) => baseLetters[letter] ?? letter);
}
