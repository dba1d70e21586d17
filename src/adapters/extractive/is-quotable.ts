/** Words that an answer may end with unpunctuated: fewer are mostly a heading or a label. */
const leastWordsUnpunctuated = 6;
const leastWords = 4;
const leastLettersWithoutSpaces = 8;
const longest = 600;
/** Of what is visible, letters and digits: with less it is code, a table or a formula. */
const leastShareOfLetters = 0.8;

/** Whether a sentence of a source says something by itself: no heading, question, code, table row or debris. */
export function isQuotable(sentence: string): boolean {
  return (
    sentence.length <= longest &&
    !/^(?:#{1,6}\s|\||<|`{3}|~{3})/.test(sentence) &&
    !/[?？:：]["'”’)\]*_]*$/.test(sentence) &&
    !isCiting(sentence) &&
    shareOfLetters(sentence) >= leastShareOfLetters &&
    hasEnoughWords(sentence)
  );
}

/** Whether it ends as a sentence does, within quotation marks, brackets and emphasis too. */
export function isPunctuated(sentence: string): boolean {
  return /[.!…。！]["'”’)\]`*_]*$/.test(sentence);
}

/** Would be read as citing sources of ours, or would hide our own citation in an open code span. */
function isCiting(sentence: string): boolean {
  const backtickRuns = sentence.match(/`+/g) ?? [];
  return /\[[\d\s,;–-]+\]/.test(sentence) || backtickRuns.length % 2 === 1;
}

function shareOfLetters(sentence: string): number {
  const visible = sentence.replace(/\s/g, '');
  return (visible.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).length / visible.length;
}

function hasEnoughWords(sentence: string): boolean {
  const unspaced = sentence.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu);
  if (unspaced !== null && unspaced.length >= leastLettersWithoutSpaces) return true;
  const words = sentence.match(/\p{L}[\p{L}\p{M}\p{N}'’]*|\p{N}+/gu) ?? [];
  return words.length >= (isPunctuated(sentence) ? leastWords : leastWordsUnpunctuated);
}
