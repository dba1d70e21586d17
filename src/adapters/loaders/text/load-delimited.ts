import { CsvError, parse } from 'csv-parse/sync';

import { malformed } from '../failures.js';
import type { FormatLoader } from '../format-loader.js';
import { TextBuilder } from '../text-builder.js';
import { readText } from './read-text.js';
import { sniffDelimiter } from './sniff-delimiter.js';

/** The line by which Excel is told the delimiter. */
const separatorLine = /^sep=(.)\r?\n/i;

/** A table of comma- or otherwise separated values, a row a line, short and long rows as they are. */
export const loadDelimited: FormatLoader = (bytes, hints) => {
  const text = readText(bytes, hints);
  const told = separatorLine.exec(text);
  const table = text.slice(told?.[0].length ?? 0);
  const builder = new TextBuilder(hints);
  readRows(table, told?.[1] ?? sniffDelimiter(table), (cells) => {
    builder.row(cells);
  });
  return builder.build({ mediaType: hints.mediaType, title: null });
};

function readRows(table: string, delimiter: string, take: (cells: readonly string[]) => void): void {
  try {
    parse(table, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // Rows are taken as they are read and not kept.
      on_record: (cells: readonly string[]) => {
        take(cells);
        return null;
      },
    });
  } catch (error) {
    throw error instanceof CsvError ? malformed(reasonOf(error), { cause: error }) : error;
  }
}

function reasonOf({ code, message }: CsvError): string {
  return code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quoted cell in it is never closed' : message;
}
