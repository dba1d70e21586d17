import type { TextSpan } from '../../../domain/document.js';
import type { NormalizedText } from './normalized-text.js';

const wordCharacter = /[\p{L}\p{N}_]/u;
const combiningMark = /^\p{M}/u;
const lastCharacter = /.$/su;
/** Scripts that write no spaces: a word may end anywhere. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

/** The first place where `words` stand in `text` as whole words, or null. */
export function findWords(text: string, words: string): TextSpan | null {
  for (let start = text.indexOf(words); start >= 0 && words !== ''; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    if (!joined(text, start) && !joined(text, end)) return { start, end };
  }
  return null;
}

/** The same, in a normalised text: the span is one of the text it was made of. */
export function findNormalizedWords(text: NormalizedText, words: string): TextSpan | null {
  const found = findWords(text.text, words);
  if (found === null) return null;
  const first = text.origins[found.start];
  const last = text.origins[found.end - 1];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

/** Whether the characters before and after `offset` are of one word, or of one character. */
function joined(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  const after = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const before = lastCharacter.exec(text.slice(Math.max(0, offset - 2), offset))?.[0] ?? '';
  if (combiningMark.test(after)) return true;
  return [before, after].every((character) => wordCharacter.test(character) && !unspaced.test(character));
}
