import type { FormatLoader } from '../format-loader.js';
import { markdownMarks } from './markdown-marks.js';
import { readText } from './read-text.js';

/** The text is the file's own, markup included: offsets into it are offsets into the file. */
export const loadMarkdown: FormatLoader = (bytes, hints) => {
  const text = readText(bytes, hints);
  return { mediaType: hints.mediaType, text, pages: [], ...markdownMarks(text) };
};
