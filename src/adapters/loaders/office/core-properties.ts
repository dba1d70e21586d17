import type { FileProperties } from '../../../ports/document-loader.js';
import { fileProperties } from '../file-properties.js';
import { childOf, textOf, type XmlElement } from '../xml/xml-element.js';
import type { OpenXmlPackage } from './open-xml-package.js';

export interface OfficeFacts {
  readonly title: string | null;
  readonly properties: FileProperties;
}

/** What an Office file says of itself in its core properties. */
export async function coreProperties(source: OpenXmlPackage): Promise<OfficeFacts> {
  const root = (await source.related('', 'core-properties')) ?? undefined;
  return {
    title: wordsOf(root, 'dc:title'),
    properties: fileProperties({
      author: wordsOf(root, 'dc:creator'),
      created: wordsOf(root, 'dcterms:created'),
      modified: wordsOf(root, 'dcterms:modified'),
    }),
  };
}

/** The text of the child `name`, null where there is none. */
export function wordsOf(element: XmlElement | undefined, name: string): string | null {
  return textOf(childOf(element, name)).replace(/\s+/g, ' ').trim() || null;
}
