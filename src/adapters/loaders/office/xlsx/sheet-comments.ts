import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { writtenComment } from '../comment.js';
import type { OpenXmlPackage } from '../open-xml-package.js';
import { richText } from './shared-strings.js';

/** What people wrote beside a sheet's cells, in the file's order: notes, then conversations. */
export async function sheetComments(source: OpenXmlPackage, sheet: string): Promise<readonly string[]> {
  const notes = (await source.related(sheet, 'comments')) ?? undefined;
  const threads = (await source.related(sheet, 'threadedComment')) ?? undefined;
  if (notes === undefined && threads === undefined) return [];
  return [...notesOf(notes), ...threadsOf(threads, await peopleOf(source))];
}

/** For older programs, Excel repeats conversations as notes by an author "tc=…". */
function notesOf(root: XmlElement | undefined): string[] {
  const authors = childrenOf(childOf(root, 's:authors'), 's:author').map(textOf);
  return descendantsOf(root, 's:comment').flatMap((comment) => {
    const author = authors[Number(comment.attributes['authorId'] ?? 0)] ?? '';
    if (author.startsWith('tc=')) return [];
    return [writtenComment({ author, text: richText(childOf(comment, 's:text')) })];
  });
}

function threadsOf(root: XmlElement | undefined, people: ReadonlyMap<string, string>): string[] {
  return childrenOf(root, 'tc:threadedComment').map((comment) =>
    writtenComment({
      author: people.get(comment.attributes['personId'] ?? ''),
      time: comment.attributes['dT'],
      text: textOf(childOf(comment, 'tc:text')),
    }),
  );
}

async function peopleOf(source: OpenXmlPackage): Promise<ReadonlyMap<string, string>> {
  const root = await source.related(await source.mainPart(), 'person');
  return new Map(
    childrenOf(root ?? undefined, 'tc:person').map(({ attributes }) => [
      attributes['id'] ?? '',
      attributes['displayName'] ?? '',
    ]),
  );
}
