import { childrenOf, elementsOf, textOf, type XmlElement } from '../../xml/xml-element.js';

/** The texts that cells refer to by number. */
export function readSharedStrings(root: XmlElement | null): readonly string[] {
  return childrenOf(root ?? undefined, 's:si').map(richText);
}

/** Plain or in runs; how it is pronounced is left out. */
export function richText(element: XmlElement | undefined): string {
  return elementsOf(element)
    .map((child) => {
      if (child.name === 's:t') return textOf(child);
      return child.name === 's:r' ? richText(child) : '';
    })
    .join('');
}
