import type { TextSpan } from '../../../domain/document.js';
import type { HeadingMark, LoadedDocument } from '../../../ports/document-loader.js';

/** A stretch of a document under one heading, the heading's own line included. */
export interface Section extends TextSpan {
  /** Outermost first; empty before the first heading. */
  readonly headingPath: readonly string[];
}

/** The document's sections, in order; together they are its whole text. */
export function sectionsOf({
  text,
  headings,
}: Pick<LoadedDocument, 'text' | 'headings'>): readonly Section[] {
  const sections: Section[] = [];
  let path: readonly HeadingMark[] = [];
  let start = 0;
  for (const heading of headings) {
    if (heading.offset > start) sections.push({ start, end: heading.offset, headingPath: textsOf(path) });
    path = [...path.filter(({ level }) => level < heading.level), heading];
    start = heading.offset;
  }
  if (start < text.length) sections.push({ start, end: text.length, headingPath: textsOf(path) });
  return sections;
}

/** What both paths begin with. */
export function commonPath(one: readonly string[], other: readonly string[]): readonly string[] {
  const differs = one.findIndex((heading, index) => heading !== other[index]);
  return differs === -1 ? one : one.slice(0, differs);
}

function textsOf(path: readonly HeadingMark[]): readonly string[] {
  return path.map(({ text }) => text).filter((text) => text !== '');
}
