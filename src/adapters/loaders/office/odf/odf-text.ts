import { childOf, descendantsOf, elementsOf, type XmlElement } from '../../xml/xml-element.js';
import { writtenComment } from '../comment.js';
import { wordsOf } from '../core-properties.js';

/** What a paragraph reads as, and what follows it: notes, comments and the frames that hang on it. */
export interface OdfInline {
  readonly text: string;
  readonly notes: readonly string[];
  readonly frames: readonly XmlElement[];
}

interface Draft {
  text: string;
  readonly notes: string[];
  readonly frames: XmlElement[];
}

/** More spaces than this in a row are a mistake. */
const mostSpaces = 100;

export function readOdfInline(paragraph: XmlElement): OdfInline {
  const draft: Draft = { text: '', notes: [], frames: [] };
  readInside(paragraph, draft);
  return draft;
}

function readInside(element: XmlElement, draft: Draft): void {
  for (const node of element.children) {
    if (typeof node === 'string') draft.text += node.replace(/\s+/g, ' ');
    else readElement(node, draft);
  }
}

function readElement(element: XmlElement, draft: Draft): void {
  switch (element.name) {
    case 'text:s':
      draft.text += ' '.repeat(Math.min(Number(element.attributes['text:c'] ?? 1) || 1, mostSpaces));
      return;
    case 'text:tab':
      draft.text += ' ';
      return;
    case 'text:line-break':
      draft.text += '\n';
      return;
    case 'text:note':
      draft.notes.push(paragraphs(childOf(element, 'text:note-body')));
      return;
    case 'office:annotation':
      draft.notes.push(annotation(element));
      return;
    case 'draw:frame':
    case 'draw:custom-shape':
    case 'draw:g':
      draft.frames.push(element);
      return;
    case 'text:tracked-changes':
    case 'text:ruby-text':
      return;
    default:
      readInside(element, draft);
  }
}

function annotation(element: XmlElement): string {
  const [author, time] = [wordsOf(element, 'dc:creator'), wordsOf(element, 'dc:date')];
  return writtenComment({ author: author ?? undefined, time: time ?? undefined, text: paragraphs(element) });
}

function paragraphs(element: XmlElement | undefined): string {
  const found = elementsOf(element).flatMap((child) =>
    child.name === 'text:p' || child.name === 'text:h' ? [child] : descendantsOf(child, 'text:p'),
  );
  return found.map((paragraph) => readOdfInline(paragraph).text).join('\n');
}
