import { alternativeText } from '../../alternative-text.js';
import { childOf, elementsOf, pathOf, settingOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { equationTex } from '../equation.js';

/** What a paragraph reads as, and what hangs on it. */
export interface Inline {
  readonly text: string;
  /** What stands in text boxes (w:txbxContent). */
  readonly textBoxes: readonly XmlElement[];
  /** Footnotes, endnotes, comments and charts, as the kind of part and the id in it. */
  readonly references: readonly { readonly kind: ReferenceKind; readonly id: string }[];
}

export type ReferenceKind = 'footnote' | 'endnote' | 'comment' | 'chart';

interface Draft {
  text: string;
  readonly textBoxes: XmlElement[];
  readonly references: { kind: ReferenceKind; id: string }[];
}

/** Reads a paragraph: inserted text counts, deleted and hidden text and field codes do not. */
export function readInline(paragraph: XmlElement): Inline {
  const draft: Draft = { text: '', textBoxes: [], references: [] };
  readInside(paragraph, draft);
  return draft;
}

const readers: Readonly<Record<string, (element: XmlElement, draft: Draft) => void>> = {
  'w:t': (element, draft) => (draft.text += textOf(element)),
  'a:t': (element, draft) => (draft.text += textOf(element)),
  'w:tab': (_, draft) => (draft.text += ' '),
  'w:br': (_, draft) => (draft.text += '\n'),
  'w:cr': (_, draft) => (draft.text += '\n'),
  'w:noBreakHyphen': (_, draft) => (draft.text += '-'),
  'w:r': (run, draft) => {
    if (!isHidden(run)) readInside(run, draft);
  },
  'w:sdt': (control, draft) => {
    draft.text += checkboxOf(control) ?? '';
    if (checkboxOf(control) === null) readInside(childOf(control, 'w:sdtContent'), draft);
  },
  'mc:AlternateContent': (element, draft) => {
    readInside(childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback'), draft);
  },
  'm:oMathPara': (element, draft) => {
    const equations = elementsOf(element).filter(({ name }) => name === 'm:oMath');
    draft.text += equations.map((equation) => `$$${equationTex(equation)}$$`).join('\n');
  },
  'm:oMath': (element, draft) => (draft.text += `$${equationTex(element)}$`),
  'w:txbxContent': (element, draft) => draft.textBoxes.push(element),
  'w:footnoteReference': refer('footnote', 'w:id'),
  'w:endnoteReference': refer('endnote', 'w:id'),
  'w:commentReference': refer('comment', 'w:id'),
  'c:chart': refer('chart', 'r:id'),
  'wp:docPr': ({ attributes }, draft) => (draft.text += ` ${alternativeText(attributes['descr'])} `),
  ...Object.fromEntries(
    ['w:del', 'w:moveFrom', 'w:instrText', 'w:delText', 'w:pPr', 'w:rPr'].map((name) => [
      name,
      () => undefined,
    ]),
  ),
};

function readInside(element: XmlElement | undefined, draft: Draft): void {
  for (const child of elementsOf(element)) (readers[child.name] ?? readInside)(child, draft);
}

function refer(kind: ReferenceKind, attribute: string): (element: XmlElement, draft: Draft) => void {
  return ({ attributes }, draft) => draft.references.push({ kind, id: attributes[attribute] ?? '' });
}

function isHidden(run: XmlElement): boolean {
  const vanish = pathOf(run, 'w:rPr', 'w:vanish');
  return vanish !== undefined && !/^(?:0|false|off)$/.test(vanish.attributes['w:val'] ?? '1');
}

/** As Markdown writes one; null for a control that is no checkbox. */
function checkboxOf(control: XmlElement): string | null {
  const checkbox = pathOf(control, 'w:sdtPr', 'w14:checkbox');
  if (checkbox === undefined) return null;
  return /^(?:1|true|on)$/.test(settingOf(checkbox, 'w14:checked', 'w14:val') ?? '0') ? '[x]' : '[ ]';
}
