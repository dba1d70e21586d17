import { childOf, childrenOf, settingOf, type XmlElement } from '../../xml/xml-element.js';

/** How a paragraph is set, by itself or through its styles. */
export interface ParagraphFormat {
  /** 1 to 9, null for a paragraph that is no heading. */
  readonly headingLevel: number | null;
  readonly list: { readonly id: string; readonly level: number } | null;
}

interface Format {
  readonly outline: number | null;
  readonly listId: string | null;
  readonly listLevel: number | null;
}

interface Style extends Format {
  readonly parent: string | undefined;
}

/** Styles stand on others; no more of them than this. */
const longestChain = 20;
/** Word's number for "body text" among the outline levels. */
const bodyText = 9;

/** The styles of a document (word/styles.xml), null where it has none. */
export class DocxStyles {
  readonly #styles: ReadonlyMap<string, Style>;

  constructor(root: XmlElement | null) {
    const styles = childrenOf(root ?? undefined, 'w:style');
    this.#styles = new Map(styles.map((style) => [style.attributes['w:styleId'] ?? '', styleOf(style)]));
  }

  formatOf(paragraph: XmlElement): ParagraphFormat {
    const properties = childOf(paragraph, 'w:pPr');
    const formats = [formatOf(properties), ...this.#chain(settingOf(properties, 'w:pStyle', 'w:val'))];
    const first = <Key extends keyof Format>(key: Key): Format[Key] | null =>
      formats.find((format) => format[key] !== null)?.[key] ?? null;
    const outline = first('outline');
    const id = first('listId');
    return {
      headingLevel: outline === null || outline >= bodyText ? null : outline + 1,
      list: id === null || id === '0' ? null : { id, level: first('listLevel') ?? 0 },
    };
  }

  #chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    let style = this.#styles.get(id ?? '');
    while (style !== undefined && chain.length < longestChain) {
      chain.push(style);
      style = this.#styles.get(style.parent ?? '');
    }
    return chain;
  }
}

function styleOf(style: XmlElement): Style {
  const format = formatOf(childOf(style, 'w:pPr'));
  const name = (settingOf(style, 'w:name', 'w:val') ?? '').toLowerCase();
  const named = name === 'title' ? 1 : Number(/^heading (\d)$/.exec(name)?.[1] ?? 0);
  return {
    ...format,
    outline: format.outline ?? (named > 0 ? named - 1 : null),
    parent: settingOf(style, 'w:basedOn', 'w:val'),
  };
}

function formatOf(properties: XmlElement | undefined): Format {
  const numbering = childOf(properties, 'w:numPr');
  return {
    outline: numberOf(childOf(properties, 'w:outlineLvl')),
    listId: settingOf(numbering, 'w:numId', 'w:val') ?? null,
    listLevel: numberOf(childOf(numbering, 'w:ilvl')),
  };
}

function numberOf(setting: XmlElement | undefined): number | null {
  const value = Number.parseInt(setting?.attributes['w:val'] ?? '', 10);
  return Number.isNaN(value) ? null : value;
}
