import { findGutter, narrowestGutter, type Gutter } from './find-gutter.js';
import { groupRows, type Segment } from './group-rows.js';
import { isRightToLeft, type TextRun } from './text-run.js';

const deepest = 4;

/**
 * The regions of a page in the order of reading, each with one column of text. A line that spans columns ends
 * them: what stands above it is read first, column by column.
 */
export function readingOrder(runs: readonly TextRun[], depth = 0): (readonly TextRun[])[] {
  const segments = groupRows(runs, narrowestGutter).flatMap((row) => row.segments);
  const gutter = depth < deepest ? findGutter(segments) : null;
  if (gutter === null) return [runs];
  const rightToLeft = isRightToLeft(segments.map(({ text }) => text));
  return bandsOf(segments, gutter).flatMap(({ spanning, left, right }) => {
    const columns = rightToLeft ? [right, left] : [left, right];
    return [spanning, ...columns]
      .filter((column) => column.length > 0)
      .flatMap((column) =>
        readingOrder(
          column.flatMap((segment) => segment.runs),
          depth + 1,
        ),
      );
  });
}

/** Lines that span the columns, and then the columns down to the next line that does. */
interface Band {
  readonly spanning: Segment[];
  readonly left: Segment[];
  readonly right: Segment[];
}

function bandsOf(segments: readonly Segment[], gutter: Gutter): Band[] {
  const bands: Band[] = [];
  for (const segment of segments.toSorted((a, b) => b.baseline - a.baseline)) {
    const column = gutter.left.has(segment) ? 'left' : gutter.right.has(segment) ? 'right' : 'spanning';
    let band = bands.at(-1);
    if (band === undefined || (column === 'spanning' && band.left.length + band.right.length > 0)) {
      band = { spanning: [], left: [], right: [] };
      bands.push(band);
    }
    band[column].push(segment);
  }
  return bands;
}
