import type { TextSpan } from '../../../../domain/document.js';
import { lineUnits, type TextUnit, type UnitLimits } from '../text-unit.js';

/** A line that is not blank, its indentation included, trailing white space not. */
export interface CodeLine extends TextSpan {
  /** Without indentation; the beginning of a long line. */
  readonly words: string;
  /** Columns. */
  readonly indentation: number;
  readonly afterBlankLine: boolean;
  /** One, or several where the line is too long for a chunk. */
  readonly units: readonly TextUnit[];
  readonly tokens: number;
}

const tab = ' '.repeat(4);
/** What names a definition stands at the beginning of its line. */
const longestWords = 200;

/** The lines of `text` within `span`, in order. */
export function* codeLines(text: string, span: TextSpan, limits: UnitLimits): Generator<CodeLine> {
  let afterBlankLine = true;
  for (const { start, end } of linesOf(text, span)) {
    const line = text.slice(start, end).trimEnd();
    const words = line.trimStart();
    if (words !== '')
      yield codeLine(text, { start, end: start + line.length }, { words, afterBlankLine, limits });
    afterBlankLine = words === '';
  }
}

function codeLine(
  text: string,
  span: TextSpan,
  {
    words,
    afterBlankLine,
    limits,
  }: { readonly words: string; readonly afterBlankLine: boolean; readonly limits: UnitLimits },
): CodeLine {
  const units = [...lineUnits(text, span, limits)];
  const whiteSpace = text.slice(span.start, span.end - words.length);
  return {
    ...span,
    words: words.slice(0, longestWords),
    indentation: whiteSpace.replaceAll('\t', tab).length,
    afterBlankLine,
    units,
    tokens: units.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

function* linesOf(text: string, span: TextSpan): Generator<TextSpan> {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = span.start;
  let start = span.start;
  for (
    let match = lineBreak.exec(text);
    match !== null && match.index < span.end;
    match = lineBreak.exec(text)
  ) {
    yield { start, end: match.index };
    start = match.index + match[0].length;
  }
  if (start < span.end) yield { start, end: span.end };
}
