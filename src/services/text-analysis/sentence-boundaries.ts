import { endsSentence } from './ends-sentence.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Node copies the whole string for every segment it yields: only short strings keep the time linear. */
const windowLength = 2000;
/** How far before and after a boundary the rules look. */
const context = 40;

const openingPunctuation = /[\p{Ps}\p{Pi}]/u;
const citationMarkers = /\s*(?:\[\d+(?:\s*[,;–-]\s*\d+)*\]\s*)+/y;

/**
 * Offsets inside `line` (a text without line breaks) where a sentence begins, ascending: those of UAX #29,
 * without the ones after an abbreviation, an initial or an item's number, and with opening punctuation and
 * citation markers on the side where they belong.
 */
export function sentenceBoundaries(line: string): number[] {
  const boundaries: number[] = [];
  let sentenceStart = 0;
  for (const raw of segmentBoundaries(line)) {
    const terminatorEnd = beforeOpeningPunctuation(line, raw, sentenceStart);
    const boundary = afterCitationMarkers(line, terminatorEnd);
    if (terminatorEnd <= sentenceStart || boundary >= line.length) continue;
    const before = line.slice(Math.max(sentenceStart, terminatorEnd - context), terminatorEnd).trimEnd();
    const whole = terminatorEnd - sentenceStart <= context;
    if (!endsSentence(before, line.slice(boundary, boundary + context), whole)) continue;
    boundaries.push(boundary);
    sentenceStart = boundary;
  }
  return boundaries;
}

/**
 * A boundary depends on the sentence after it as well, so the last two of a window are asked for again
 * in the next one, which starts at a boundary.
 */
function* segmentBoundaries(line: string): Generator<number> {
  let start = 0;
  let length = windowLength;
  while (start < line.length) {
    const isLast = start + length >= line.length;
    const inside = windowBoundaries(line.slice(start, start + length));
    const certain = isLast ? inside : inside.slice(0, -1);
    for (const boundary of certain) yield start + boundary;
    if (isLast) return;
    const reached = certain.at(-1);
    start += reached ?? 0;
    length = reached === undefined ? length * 2 : windowLength;
  }
}

function windowBoundaries(window: string): number[] {
  return [...segmenter.segment(window)].slice(1).map(({ index }) => index);
}

/** The segmenter takes `(` and `“` right after a full stop for closing ones. */
function beforeOpeningPunctuation(line: string, boundary: number, sentenceStart: number): number {
  let position = boundary;
  while (position > sentenceStart && openingPunctuation.test(line[position - 1] ?? '')) position--;
  return position;
}

function afterCitationMarkers(line: string, boundary: number): number {
  citationMarkers.lastIndex = boundary;
  return citationMarkers.test(line) ? citationMarkers.lastIndex : boundary;
}
