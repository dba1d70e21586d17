import type { Block, Line } from './blocks.js';

/**
 * The words that a document has within its lines, in lower case, compounds with their hyphens. Those at the
 * ends of lines are left out: they may be parts of broken ones.
 */
export type Vocabulary = ReadonlySet<string>;

const word = /[\p{L}\p{M}\p{N}]+(?:[-\u2010][\p{L}\p{M}\p{N}]+)*/gu;
/** Expressions that end in $ are tried at the end only: a paragraph may be long. */
const endLength = 64;
const brokenWord = /([\p{L}\p{M}]+)[-\u2010]$/u;
const lastWord = /[\p{L}\p{M}]+$/u;
const firstWord = /^[\p{L}\p{M}\p{N}]+/u;
const ideographEnd = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]$/u;
const ideographStart = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

export function vocabularyOf(blocks: readonly Block[]): Vocabulary {
  const words = new Set<string>();
  for (const { lines } of blocks.filter((block) => 'lines' in block)) {
    for (const { text } of lines) {
      const found = [...text.toLowerCase().matchAll(word)].map(([match]) => match);
      for (const inner of lines.length === 1 ? found : found.slice(1, -1)) words.add(inner);
    }
  }
  return words;
}

/** Lines as one text: broken words are mended, a line that ends before it had to still ends. */
export function joinLines(lines: readonly Line[], vocabulary: Vocabulary): string {
  return lines.reduce((text, line, index) => {
    if (index === 0) return line.text;
    return joinTwo(text, line.text, lines[index - 1]?.endsEarly ?? false, vocabulary);
  }, '');
}

function joinTwo(text: string, next: string, ended: boolean, vocabulary: Vocabulary): string {
  const before = brokenWord.exec(text.slice(-endLength))?.[1];
  const after = firstWord.exec(next)?.[0];
  if (before !== undefined && after !== undefined) {
    return keepsHyphen(before, after, vocabulary) ? text + next : text.slice(0, -1) + next;
  }
  if (isBroken(text, next, vocabulary)) return text + next;
  if (ended) return `${text}\n${next}`;
  return ideographEnd.test(text.slice(-1)) && ideographStart.test(next) ? text + next : `${text} ${next}`;
}

/**
 * Whether a word was broken with a soft hyphen, which pdf.js leaves out: the document has it as a whole
 * elsewhere, and not both of its parts.
 */
function isBroken(text: string, next: string, vocabulary: Vocabulary): boolean {
  const before = lastWord.exec(text.slice(-endLength))?.[0].toLowerCase();
  const after = firstWord.exec(next)?.[0];
  if (before === undefined || after === undefined || !/^\p{Ll}/u.test(after)) return false;
  return vocabulary.has(before + after) && !(vocabulary.has(before) && vocabulary.has(after));
}

/**
 * Whether the hyphen between two parts belongs to the word. The document's own words tell; where they do
 * not, it goes, as most hyphens at the ends of lines are the typesetter's.
 */
function keepsHyphen(before: string, after: string, vocabulary: Vocabulary): boolean {
  if (!/^\p{Ll}/u.test(after)) return true;
  const [first, second] = [before.toLowerCase(), after.toLowerCase()];
  if (vocabulary.has(`${first}-${second}`)) return true;
  if (vocabulary.has(first + second)) return false;
  return vocabulary.has(first) && vocabulary.has(second);
}
