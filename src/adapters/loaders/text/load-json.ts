import type { FormatLoader } from '../format-loader.js';
import { TextBuilder } from '../text-builder.js';
import { addRecord, type Json } from './json-record.js';
import { parseJson } from './parse-json.js';
import { readText } from './read-text.js';

/** Paths and values, a line each; a block for each record of a list. */
export const loadJson: FormatLoader = (bytes, hints) => {
  const value = parseJson(readText(bytes, hints), 'it');
  const builder = new TextBuilder(hints);
  const records: readonly Json[] = Array.isArray(value) ? value : [value];
  for (const record of records) addRecord(builder, record);
  return builder.build({ mediaType: hints.mediaType, title: null });
};
