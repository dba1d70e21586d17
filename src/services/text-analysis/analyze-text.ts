import { cjkBigrams } from './cjk-bigrams.js';
import { foldWord } from './fold-word.js';
import { splitIdentifier } from './split-identifier.js';
import { stemWord } from './stem-word.js';
import { stopWords } from './stop-words.js';

/** UTF-16 code units. What is longer is no word (an encoded file, a hash) and is cut. */
const maxTokenLength = 100;

const term = /[\p{L}\p{N}\p{M}]+(?:[._'’-][\p{L}\p{N}\p{M}]+|_+[\p{L}\p{N}\p{M}]+)*/gu;
const plainWord = /^(?:[a-z']+|[A-Z][a-z']*|[A-Z]+)$/;
const halfCharacter = /[\ud800-\udbff]$/;
const beyondAscii = /[^\x00-\x7f]/;

/**
 * The tokens by which keyword search finds a text, in its order, repetitions kept. Texts and questions are
 * analysed alike, and every store indexes the tokens as they are.
 *
 * Words are runs of letters and digits, in compatibility form (NFKC), lower case, without diacritics;
 * English stop words are left out, English words stemmed. Names in code and codes such as E-1042 count whole
 * and by their parts; Chinese, Japanese and Korean count by pairs of characters. Takes time linear in the text.
 */
export function analyzeText(text: string): string[] {
  const tokens: string[] = [];
  for (const [word] of normalize(text).matchAll(term)) addTokens(word, tokens);
  return tokens;
}

/** No script stacks so many marks on a letter; normalising takes quadratic time in the length of a stack. */
const stackedMarks = /(\p{M}{8})\p{M}+/gu;

function normalize(text: string): string {
  return beyondAscii.test(text) ? text.replace(stackedMarks, '$1').normalize('NFKC') : text;
}

function addTokens(word: string, tokens: string[]): void {
  if (plainWord.test(word)) {
    addWord(word.toLowerCase(), tokens);
    return;
  }
  const { whole, parts } = splitIdentifier(word.replaceAll('’', "'"));
  if (whole !== null) tokens.push(stemWord(cut(foldWord(whole))));
  for (const part of parts) {
    for (const piece of cjkBigrams(foldWord(part))) addWord(piece, tokens);
  }
}

function addWord(word: string, tokens: string[]): void {
  if (!stopWords.has(word)) tokens.push(stemWord(cut(word)));
}

function cut(token: string): string {
  return token.length <= maxTokenLength ? token : token.slice(0, maxTokenLength).replace(halfCharacter, '');
}
