import type { FormatLoader } from '../format-loader.js';
import { TextBuilder } from '../text-builder.js';
import { addRecord } from './json-record.js';
import { parseJson } from './parse-json.js';
import { readText } from './read-text.js';

/** A record a line in the file, a block in the text: its paths and values, a line each. */
export const loadJsonLines: FormatLoader = (bytes, hints) => {
  const builder = new TextBuilder(hints);
  const lines = readText(bytes, hints).split(/\r\n?|\n/);
  lines.forEach((line, index) => {
    if (line.trim() !== '') addRecord(builder, parseJson(line, `line ${String(index + 1)} of it`));
  });
  return builder.build({ mediaType: hints.mediaType, title: null });
};
