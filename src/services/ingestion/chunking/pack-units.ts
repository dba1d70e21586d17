import type { TextUnit } from './text-unit.js';

/** Units `first` to `last`, both included. */
export interface UnitRange {
  readonly first: number;
  readonly last: number;
}

export interface PackingLimits {
  readonly maxTokens: number;
  /** How many of the last tokens of a chunk the next one repeats, at most; whole units only. */
  readonly overlapTokens: number;
  /** Units that it repeats at least, whatever their size, where they leave room for the one after them. */
  readonly leastOverlap: number;
}

/** How many tokens away from the ideal size a better boundary is worth, as a share of `maxTokens`. */
const boundaryWorth = { block: 0.25, sentence: 0, word: -0.3 } as const;

/**
 * Chunks over consecutive units: none beyond `maxTokens`, of similar size rather than full ones and a small
 * rest, cut at the end of a block or a sentence where there is one. Every unit is in at least one chunk.
 */
export function packUnits(units: readonly TextUnit[], limits: PackingLimits): readonly UnitRange[] {
  const ideal = idealTokens(units, limits);
  const ranges: UnitRange[] = [];
  let first = 0;
  for (;;) {
    const furthest = furthestFitting(units, first, limits.maxTokens);
    if (furthest >= units.length - 1) {
      ranges.push({ first, last: units.length - 1 });
      return ranges;
    }
    const mustReach = (ranges.at(-1)?.last ?? -1) + 1;
    const last = bestCut(units, { first, mustReach, furthest }, { ideal, maxTokens: limits.maxTokens });
    ranges.push({ first, last });
    first = firstOfNext(units, { first, last }, limits);
  }
}

/** The size at which as many chunks as are needed come out equally large. */
function idealTokens(units: readonly TextUnit[], { maxTokens, overlapTokens }: PackingLimits): number {
  const total = units.reduce((sum, { tokens }) => sum + tokens, 0);
  if (total <= maxTokens) return maxTokens;
  const chunks = 1 + Math.ceil((total - maxTokens) / (maxTokens - overlapTokens));
  return (total + (chunks - 1) * overlapTokens) / chunks;
}

function furthestFitting(units: readonly TextUnit[], first: number, maxTokens: number): number {
  let tokens = 0;
  for (let index = first; index < units.length; index += 1) {
    tokens += units[index]?.tokens ?? 0;
    if (tokens > maxTokens) return Math.max(first, index - 1);
  }
  return units.length - 1;
}

function bestCut(
  units: readonly TextUnit[],
  {
    first,
    mustReach,
    furthest,
  }: { readonly first: number; readonly mustReach: number; readonly furthest: number },
  { ideal, maxTokens }: { readonly ideal: number; readonly maxTokens: number },
): number {
  let tokens = 0;
  let best = { index: furthest, worth: -Infinity };
  for (let index = first; index <= furthest; index += 1) {
    const unit = units[index];
    if (unit === undefined) break;
    tokens += unit.tokens;
    const worth = boundaryWorth[unit.boundary] - Math.abs(tokens - ideal) / maxTokens;
    if (index >= mustReach && worth >= best.worth) best = { index, worth };
  }
  return best.index;
}

/** Goes back over whole units while they fit the overlap and leave room for the unit after them. */
function firstOfNext(units: readonly TextUnit[], { first, last }: UnitRange, limits: PackingLimits): number {
  const room = limits.maxTokens - (units[last + 1]?.tokens ?? 0);
  let start = last + 1;
  let repeated = 0;
  while (start - 1 > first) {
    repeated += units[start - 1]?.tokens ?? 0;
    const wanted = repeated <= limits.overlapTokens || last + 1 - start < limits.leastOverlap;
    if (!wanted || repeated > room) break;
    start -= 1;
  }
  return start;
}
