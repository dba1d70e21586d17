import type { Block, Line } from './blocks.js';
import { findTable } from './find-table.js';
import { groupRows, type Row } from './group-rows.js';
import { largest, median, smallest } from './numbers.js';
import type { TextRun } from './text-run.js';

/** A line of prose with where it stands. */
interface PlacedLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** In shares of the usual distance of lines. */
const paragraphPitch = 1.3;
/** In shares of the font's size: where nothing tells how far lines usually stand apart, and how far at most. */
const usualPitch = 1.25;
const widestPitch = 1.9;
const indent = 1;
const otherSize = 0.12;

const itemStart = /^([•●▪■‣◦·∙○–—*-]|\(?(?:\d{1,3}|[a-z])\)|\d{1,3}\.)\s+(\S.*)$/u;
/** An entry of a table of contents. */
const leaderEnd = /\s…(?:\s\S+)?$/u;
const sentenceEnd = /[.!?:。！？:]["'”’)\]]?$/u;

/** The blocks of a region with one column, from top to bottom. */
export function regionBlocks(runs: readonly TextRun[]): Block[] {
  const rows = groupRows(runs);
  const blocks: Block[] = [];
  let lines: PlacedLine[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined) break;
    const table = row.segments.length > 1 ? findTable(rows, index) : null;
    if (table === null) lines.push(lineOf(row));
    else {
      blocks.push(...proseBlocks(lines));
      lines = [];
      blocks.push(...table.rows.map((cells) => ({ kind: 'row', cells, size: row.size }) as const));
      blocks.push({ kind: 'table-end' });
      index += table.length - 1;
    }
  }
  return [...blocks, ...proseBlocks(lines)];
}

function lineOf({ segments, baseline, size }: Row): PlacedLine {
  return {
    text: segments.map(({ text }) => text).join(' '),
    left: smallest(segments.map(({ left }) => left)),
    right: largest(segments.map(({ right }) => right)),
    baseline,
    size,
  };
}

function proseBlocks(lines: readonly PlacedLine[]): Block[] {
  const pitch = usualPitchOf(lines);
  const groups: PlacedLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group === undefined || previous === undefined || isApart(previous, line, pitch)) groups.push([line]);
    else group.push(line);
  }
  return groups.flatMap(paragraphsOf);
}

function usualPitchOf(lines: readonly PlacedLine[]): number {
  const pitches = lines.flatMap(({ baseline, size }, index) => {
    const next = lines[index + 1];
    const relative = next === undefined ? 0 : (baseline - next.baseline) / Math.max(size, next.size);
    return relative > 0 && relative < widestPitch ? [relative] : [];
  });
  return pitches.length < 2 ? usualPitch : median(pitches);
}

function isApart(previous: PlacedLine, line: PlacedLine, pitch: number): boolean {
  const [small, large] = [Math.min(previous.size, line.size), Math.max(previous.size, line.size)];
  if (large - small > otherSize * large) return true;
  return previous.baseline - line.baseline > Math.min(pitch * paragraphPitch, widestPitch) * large;
}

/** Divides lines that stand close together where an item, an indentation or a finished sentence says so. */
function paragraphsOf(group: readonly PlacedLine[]): Block[] {
  const left = smallest(group.map((line) => line.left));
  const right = largest(group.map((line) => line.right));
  const blocks: { start: PlacedLine; lines: Line[] }[] = [];
  group.forEach((line, index) => {
    const [previous, next] = [group[index - 1], group[index + 1]];
    const endsEarly = leaderEnd.test(line.text) || (next !== undefined && hasRoomFor(next, line, right));
    const placed = { text: line.text, endsEarly };
    const block = blocks.at(-1);
    const begins = previous === undefined || beginsParagraph(line, previous, { left, right });
    if (block === undefined || begins) blocks.push({ start: line, lines: [placed] });
    else block.lines.push(placed);
  });
  return blocks.map(({ start, lines }) => toBlock(start, lines));
}

function beginsParagraph(
  line: PlacedLine,
  previous: PlacedLine,
  edges: { left: number; right: number },
): boolean {
  if (itemStart.test(line.text)) return true;
  if (itemStart.test(previous.text) && line.left < previous.left - indent * line.size * 0.5) return true;
  const finished = sentenceEnd.test(previous.text);
  const indented =
    line.left > edges.left + indent * line.size && previous.left <= edges.left + line.size * 0.5;
  return finished && (indented || hasRoomFor(line, previous, edges.right));
}

/** Whether the first word of `next` had fitted after `line`. */
function hasRoomFor(next: PlacedLine, line: PlacedLine, right: number): boolean {
  const [word = ''] = next.text.split(' ');
  const characterWidth = (next.right - next.left) / Math.max(1, next.text.length);
  return line.right + (word.length + 2) * characterWidth < right;
}

function toBlock({ size }: PlacedLine, lines: readonly Line[]): Block {
  const [first, ...rest] = lines;
  const [, marker, text] = itemStart.exec(first?.text ?? '') ?? [];
  if (first === undefined || marker === undefined || text === undefined)
    return { kind: 'paragraph', lines, size };
  return { kind: 'item', marker, lines: [{ ...first, text }, ...rest], size };
}
