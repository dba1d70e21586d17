import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../../xml/xml-element.js';
import { writtenComment } from '../comment.js';
import type { OpenXmlPackage } from '../open-xml-package.js';
import { drawnText } from './drawn-text.js';

interface Author {
  readonly author: string | undefined;
  readonly initials: string | undefined;
}

/** Who wrote a presentation's comments, by id; versions since 2021 keep them elsewhere. */
export class PptxCommentAuthors {
  readonly #authors: ReadonlyMap<string, Author>;

  private constructor(authors: ReadonlyMap<string, Author>) {
    this.#authors = authors;
  }

  static async of(source: OpenXmlPackage, presentation: string): Promise<PptxCommentAuthors> {
    const old = childrenOf((await source.related(presentation, 'commentAuthors')) ?? undefined, 'p:cmAuthor');
    const modern = childrenOf((await source.related(presentation, 'authors')) ?? undefined, 'p188:author');
    return new PptxCommentAuthors(
      new Map(
        [...old, ...modern].map(({ attributes: { id = '', name: author, initials } }) => [
          id,
          { author, initials },
        ]),
      ),
    );
  }

  find(id: string | undefined): Author | undefined {
    return this.#authors.get(id ?? '');
  }
}

/** What people wrote about a slide, in the file's order, answers included. */
export async function slideComments(
  source: OpenXmlPackage,
  slide: string,
  authors: PptxCommentAuthors,
): Promise<readonly string[]> {
  const root = (await source.related(slide, 'comments')) ?? undefined;
  const old = childrenOf(root, 'p:cm').map((comment) =>
    writtenComment({
      ...authors.find(comment.attributes['authorId']),
      time: comment.attributes['dt'],
      text: textOf(childOf(comment, 'p:text')),
    }),
  );
  const modern = [...descendantsOf(root, 'p188:cm'), ...descendantsOf(root, 'p188:reply')].map((comment) =>
    writtenComment({
      ...authors.find(comment.attributes['authorId']),
      time: comment.attributes['created'],
      text: paragraphsOf(childOf(comment, 'p188:txBody')),
    }),
  );
  return [...old, ...modern];
}

function paragraphsOf(body: XmlElement | undefined): string {
  return childrenOf(body, 'a:p').map(drawnText).join('\n');
}
