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
  /** 0 to 1, of a unit's words alone: tells apart places that are equally good to cut at. */
  readonly markOf: (unit: TextUnit) => number;
}

/** How many tokens away from the ideal size a better boundary is worth, as a share of `maxTokens`. */
const boundaryWorth = { block: 0.25, sentence: 0, word: -0.3 } as const;
/**
 * More units than this many chunks hold are cut where their own words say: were it by sizes alone, an edit would
 * move cuts far behind it. Of edits of one paragraph in a thousand, 9 in 10 change three chunks or fewer, not one
 * in two; the smaller chunks cost .014 of recall on chunking_eval.
 */
const manyChunks = 16;
const markWorth = { block: 0.6, sentence: 0.3, word: 0 } as const;
const noMarkWorth = { block: 0, sentence: 0, word: 0 } as const;
/** Leaves room on both sides for the marks to choose in. */
const idealShareOfMany = 0.8;

/**
 * Chunks over consecutive units: none beyond `maxTokens`, cut at the end of a block or a sentence where there is
 * one. Few chunks are of similar size rather than full ones and a small rest; of many, most stay as they were when
 * a unit changes. Every unit is in at least one chunk.
 */
export function packUnits(units: readonly TextUnit[], limits: PackingLimits): readonly UnitRange[] {
  const aim = aimOf(units, limits);
  const ranges: UnitRange[] = [];
  let first = 0;
  for (;;) {
    const furthest = furthestFitting(units, first, limits.maxTokens);
    if (furthest >= units.length - 1) {
      ranges.push({ first, last: units.length - 1 });
      return ranges;
    }
    const mustReach = (ranges.at(-1)?.last ?? -1) + 1;
    const last = bestCut(units, { first, mustReach, furthest }, { ...limits, ...aim });
    ranges.push({ first, last });
    first = firstOfNext(units, { first, last }, limits);
  }
}

interface Aim {
  readonly idealTokens: number;
  readonly markWorth: Readonly<Record<TextUnit['boundary'], number>>;
}

function aimOf(units: readonly TextUnit[], { maxTokens, overlapTokens }: PackingLimits): Aim {
  const total = units.reduce((sum, { tokens }) => sum + tokens, 0);
  if (total > manyChunks * maxTokens) return { idealTokens: maxTokens * idealShareOfMany, markWorth };
  return { idealTokens: evenTokens(total, { maxTokens, overlapTokens }), markWorth: noMarkWorth };
}

/** The size at which as many chunks as are needed come out equally large. */
function evenTokens(
  total: number,
  { maxTokens, overlapTokens }: Pick<PackingLimits, 'maxTokens' | 'overlapTokens'>,
): number {
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
  { idealTokens, markWorth, maxTokens, markOf }: Aim & Pick<PackingLimits, 'maxTokens' | 'markOf'>,
): number {
  let tokens = 0;
  let best = { index: furthest, worth: -Infinity };
  for (let index = first; index <= furthest; index += 1) {
    const unit = units[index];
    if (unit === undefined) break;
    tokens += unit.tokens;
    if (index < mustReach) continue;
    const weight = markWorth[unit.boundary];
    const mark = weight === 0 ? 0 : weight * markOf(unit);
    const worth = boundaryWorth[unit.boundary] + mark - Math.abs(tokens - idealTokens) / maxTokens;
    if (worth >= best.worth) best = { index, worth };
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
