import type { FormatLoader } from '../format-loader.js';
import { paragraphStarts } from './paragraph-starts.js';
import { readText } from './read-text.js';

/** The text is the file's own, character for character: offsets into it are offsets into the file. */
export const loadPlainText: FormatLoader = (bytes, hints) => {
  const text = readText(bytes, hints);
  return {
    mediaType: hints.mediaType,
    text,
    title: null,
    headings: [],
    pages: [],
    blocks: paragraphStarts(text),
  };
};
