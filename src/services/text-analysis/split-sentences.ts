import type { TextSpan } from '../../domain/document.js';
import type { SentenceSplitter } from '../../ports/language-model.js';
import { sentenceBoundaries } from './sentence-boundaries.js';
import { splitBlocks } from './split-blocks.js';

/**
 * Sentences of prose, Markdown and Chinese or Japanese text. A blank line, a heading, a list item, a table
 * row, a line of code and a line break that no wrapping forced end a sentence too. Citation markers such as
 * `[2]` belong to the sentence before them. Every character but white space is in exactly one sentence;
 * takes time linear in the text.
 */
export const splitSentences: SentenceSplitter = (text) =>
  splitBlocks(text).flatMap((block) => sentencesOf(text, block));

function sentencesOf(text: string, block: TextSpan): TextSpan[] {
  // A soft line break is white space to a reader, but a paragraph's end to the segmenter.
  const line = text.slice(block.start, block.end).replace(/\s/g, ' ');
  const boundaries = [0, ...sentenceBoundaries(line), line.length];
  return boundaries.slice(1).flatMap((end, index) => {
    const start = boundaries[index] ?? 0;
    const sentence = line.slice(start, end);
    const trimmed = sentence.trim();
    if (trimmed === '') return [];
    const first = block.start + start + sentence.indexOf(trimmed);
    return [{ start: first, end: first + trimmed.length }];
  });
}
