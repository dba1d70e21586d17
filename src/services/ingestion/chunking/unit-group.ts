import type { TextSpan } from '../../../domain/document.js';
import type { LoadedDocument } from '../../../ports/document-loader.js';
import type { ChunkLimits } from './chunk-limits.js';
import { commonPath, sectionsOf, type Section } from './section.js';
import { unitsOf, type Granularity, type TextUnit } from './text-unit.js';

/** Units that may share chunks. */
export interface UnitGroup {
  readonly headingPath: readonly string[];
  readonly units: readonly TextUnit[];
}

export interface GroupingOptions {
  readonly limits: ChunkLimits;
  /** Awaited now and then: gives way to others; rejects where the work is no longer wanted. */
  readonly pause: () => Promise<void>;
}

/** A group smaller than this share of a chunk is packed with its neighbours. */
const smallShare = 0.5;

/** One group for each section that is not empty. */
export async function sectionGroups(
  loaded: LoadedDocument,
  granularity: Granularity,
  { limits, pause }: GroupingOptions,
): Promise<readonly UnitGroup[]> {
  const groups: UnitGroup[] = [];
  for (const section of sectionsOf(loaded)) {
    const units: TextUnit[] = [];
    for (const block of blocksOf(loaded, section)) {
      for (const unit of unitsOf(loaded.text, block, { granularity, ...limits })) {
        units.push(unit);
        await pause();
      }
    }
    if (units.length > 0) groups.push({ headingPath: section.headingPath, units });
  }
  return groups;
}

/** Joins neighbours of which one is small, as long as they fit one chunk; what both stand under remains. */
export function mergeSmallGroups(
  groups: readonly UnitGroup[],
  { maxTokens }: Pick<ChunkLimits, 'maxTokens'>,
): readonly UnitGroup[] {
  const merged: SizedGroup[] = [];
  for (const group of groups) {
    const next = { ...group, tokens: tokensOf(group) };
    const previous = merged.at(-1);
    const joins =
      previous !== undefined &&
      Math.min(previous.tokens, next.tokens) < maxTokens * smallShare &&
      previous.tokens + next.tokens <= maxTokens;
    if (joins) merged[merged.length - 1] = join(previous, next);
    else merged.push(next);
  }
  return merged;
}

interface SizedGroup extends UnitGroup {
  readonly tokens: number;
}

function join(one: SizedGroup, other: SizedGroup): SizedGroup {
  return {
    headingPath: commonPath(one.headingPath, other.headingPath),
    units: [...one.units, ...other.units],
    tokens: one.tokens + other.tokens,
  };
}

function tokensOf({ units }: UnitGroup): number {
  return units.reduce((sum, { tokens }) => sum + tokens, 0);
}

function* blocksOf({ blocks }: LoadedDocument, section: Section): Generator<TextSpan> {
  let start = section.start;
  for (let index = firstAfter(blocks, start); (blocks[index] ?? Infinity) < section.end; index += 1) {
    const end = blocks[index] ?? section.end;
    yield { start, end };
    start = end;
  }
  yield { start, end: section.end };
}

/** Index of the first of the ascending offsets that is above `offset`. */
function firstAfter(offsets: readonly number[], offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? Infinity) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
