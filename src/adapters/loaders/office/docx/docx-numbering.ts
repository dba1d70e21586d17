import { formatNumber } from '../../number-format.js';
import { childOf, childrenOf, settingOf, type XmlElement } from '../../xml/xml-element.js';

interface Level {
  readonly start: number;
  readonly format: string;
  /** As in "%1.%2)". */
  readonly pattern: string;
}

interface List {
  readonly levels: ReadonlyMap<number, Level>;
  /** Lists of one abstract list count on from each other. */
  readonly counters: Map<number, number>;
}

/** Counts the numbered paragraphs of a document as they come (word/numbering.xml, null where it has none). */
export class DocxNumbering {
  readonly #lists = new Map<string, List>();
  /** Where a list begins again, until it has. */
  readonly #restarts = new Map<string, Map<number, number>>();

  constructor(root: XmlElement | null) {
    const abstract = new Map<string, List>();
    const byStyle = new Map<string, List>();
    for (const element of childrenOf(root ?? undefined, 'w:abstractNum')) {
      const list = { levels: levelsOf(element), counters: new Map<number, number>() };
      abstract.set(element.attributes['w:abstractNumId'] ?? '', list);
      byStyle.set(settingOf(element, 'w:styleLink', 'w:val') ?? '', list);
    }
    for (const element of childrenOf(root ?? undefined, 'w:abstractNum')) {
      const linked = byStyle.get(settingOf(element, 'w:numStyleLink', 'w:val') ?? ' ');
      if (linked !== undefined) abstract.set(element.attributes['w:abstractNumId'] ?? '', linked);
    }
    for (const element of childrenOf(root ?? undefined, 'w:num')) this.#addList(element, abstract);
  }

  /** The next marker at this level of a list: "-" for a bullet, null for none. */
  next({ id, level }: { readonly id: string; readonly level: number }): string | null {
    const list = this.#lists.get(id);
    const format = list?.levels.get(level);
    if (list === undefined || format === undefined) return '-';
    if (format.format === 'bullet') return '-';
    this.#restart(id, list);
    list.counters.set(level, (list.counters.get(level) ?? format.start - 1) + 1);
    for (const deeper of list.counters.keys()) if (deeper > level) list.counters.delete(deeper);
    if (format.format === 'none') return null;
    const marker = format.pattern.replace(/%([1-9])/g, (_, digit: string) =>
      numberAt(list, Number(digit) - 1),
    );
    return marker.trim() || null;
  }

  #addList(element: XmlElement, abstract: ReadonlyMap<string, List>): void {
    const list = abstract.get(settingOf(element, 'w:abstractNumId', 'w:val') ?? '');
    const id = element.attributes['w:numId'] ?? '';
    if (list !== undefined) this.#lists.set(id, list);
    const restarts = childrenOf(element, 'w:lvlOverride').flatMap((override): [number, number][] => {
      const start = settingOf(override, 'w:startOverride', 'w:val');
      return start === undefined ? [] : [[Number(override.attributes['w:ilvl'] ?? 0), Number(start)]];
    });
    if (restarts.length > 0) this.#restarts.set(id, new Map(restarts));
  }

  #restart(id: string, list: List): void {
    for (const [level, start] of this.#restarts.get(id) ?? []) list.counters.set(level, start - 1);
    this.#restarts.delete(id);
  }
}

function levelsOf(list: XmlElement): ReadonlyMap<number, Level> {
  return new Map(
    childrenOf(list, 'w:lvl').map((level) => [
      Number(level.attributes['w:ilvl'] ?? 0),
      {
        start: Number(settingOf(level, 'w:start', 'w:val') ?? 1),
        format: settingOf(level, 'w:numFmt', 'w:val') ?? 'decimal',
        pattern: childOf(level, 'w:lvlText')?.attributes['w:val'] ?? '',
      },
    ]),
  );
}

function numberAt({ levels, counters }: List, level: number): string {
  const format = levels.get(level);
  return formatNumber(counters.get(level) ?? format?.start ?? 1, format?.format ?? 'decimal');
}
