import type { FileProperties } from '../../../ports/document-loader.js';
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

/** Leaves out what is null, and instants that are none. */
export function fileProperties(said: Readonly<Record<keyof FileProperties, string | null>>): FileProperties {
  const [created, modified] = [instantOf(said.created), instantOf(said.modified)];
  return {
    ...(said.author === null ? {} : { author: said.author }),
    ...(created === null ? {} : { created }),
    ...(modified === null ? {} : { modified }),
  };
}

/** The text of the child `name`, null where there is none. */
export function wordsOf(element: XmlElement | undefined, name: string): string | null {
  return textOf(childOf(element, name)).replace(/\s+/g, ' ').trim() || null;
}

const dateAndTime = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** An instant without an offset counts as UTC. */
function instantOf(text: string | null): string | null {
  if (text === null || !dateAndTime.test(text)) return null;
  const instant = new Date(/T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
