import type { LoadedDocument } from '../../../../ports/document-loader.js';
import { sectionsOf } from '../section.js';
import type { TextUnit } from '../text-unit.js';
import type { GroupingOptions, UnitGroup } from '../unit-group.js';
import { codeLines, type CodeLine } from './code-line.js';
import { definitionsOf, type Definition } from './definitions.js';

/** One group for each definition, or part of one that is too large; lines are its units. */
export async function codeGroups(
  loaded: LoadedDocument,
  { limits, pause }: GroupingOptions,
): Promise<readonly UnitGroup[]> {
  const groups: UnitGroup[] = [];
  for (const section of sectionsOf(loaded)) {
    const lines: CodeLine[] = [];
    for (const line of codeLines(loaded.text, section, limits)) {
      lines.push(line);
      await pause();
    }
    for (const { path, lines: own } of definitionsOf(lines, limits)) {
      groups.push({ headingPath: [...section.headingPath, ...path], units: unitsOf(own) });
      await pause();
    }
  }
  return groups;
}

/** A blank line is a good place to cut at, the end of the definition the best. */
function unitsOf(lines: Definition['lines']): readonly TextUnit[] {
  return lines.flatMap(({ units }, index) => {
    const next = lines[index + 1];
    const endsBlock = next === undefined || next.afterBlankLine;
    return endsBlock ? [...units.slice(0, -1), ...units.slice(-1).map(asBlockEnd)] : units;
  });
}

function asBlockEnd(unit: TextUnit): TextUnit {
  return { ...unit, boundary: 'block' };
}
