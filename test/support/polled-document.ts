import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { makeId, type DocumentId } from '../../src/domain/ids.js';
import { compileAccess, defaultPrincipal } from '../../src/services/access/compile-access.js';
import {
  createSearchStack,
  requestFor,
  textDocument,
  type SearchStack,
} from '../integration/retrieval/search-stack.js';
import { Chance } from './chance.js';

/** What a version says: its text is made of the edition alone. */
interface Said {
  readonly edition: number;
  readonly title: string;
}

/** A reader asks for one document, by search and for its text, without a pause, while it is updated. */
export function describePolledDocument({ updates }: { readonly updates: number }): void {
  const chance = new Chance();

  describe(`a document that is polled while it is updated ${String(updates)} times (seed ${String(chance.seed)})`, () => {
    let stack: SearchStack;
    jest.setTimeout(15 * 60_000);

    beforeAll(async () => {
      stack = await createSearchStack();
    });
    afterAll(() => stack.remove());

    it('is there in every answer, as one whole version', async () => {
      const versions = new Map<number, Said>();
      const documentId = await updateOnce(stack, versions, { edition: 1, title: 'Title 1' });
      let updating = true;
      const reader = poll(stack, documentId, () => updating);
      try {
        for (let update = 2; update <= updates + 1; update += 1) {
          const previous = versions.get(update - 1) ?? { edition: 0, title: '' };
          const title = `Title ${String(update)}`;
          if (chance.takes(0.3)) await retitle(stack, documentId, versions, { ...previous, title });
          else await updateOnce(stack, versions, { edition: update, title });
        }
      } finally {
        updating = false;
      }
      const { texts, searches } = await reader;
      expect(versions.size).toBe(updates + 1);
      expect(searches.length).toBeGreaterThan(updates / 10);
      const all = new Map([...versions].map(([version, said]) => [version, textOf(said.edition)]));
      expect(texts.filter((text) => text === null || ![...all.values()].includes(text))).toEqual([]);
      for (const passages of searches) {
        expect(passages.length).toBeGreaterThan(0);
        expect(new Set(passages.map(({ documentVersion }) => documentVersion)).size).toBe(1);
        for (const { documentVersion, title, text } of passages) {
          expect(title).toBe(versions.get(documentVersion)?.title);
          expect(all.get(documentVersion)).toContain(text);
        }
      }
    });
  });
}

async function poll(stack: SearchStack, documentId: DocumentId, goesOn: () => boolean) {
  const texts: (string | null)[] = [];
  const searches: { documentVersion: number; title: string | null; text: string }[][] = [];
  const request = requestFor('who keeps the lighthouse', { cache: 'BYPASS' });
  while (goesOn()) {
    texts.push(await stack.documents.text(defaultPrincipal, documentId, null));
    const { passages } = await stack.retrieval.search(
      defaultPrincipal,
      request,
      new AbortController().signal,
    );
    searches.push(passages.map(({ documentVersion, title, text }) => ({ documentVersion, title, text })));
  }
  return { texts, searches };
}

async function updateOnce(stack: SearchStack, versions: Map<number, Said>, said: Said): Promise<DocumentId> {
  const [ingestion] = await stack.ingest(textDocument('one', textOf(said.edition), { title: said.title }));
  if (ingestion?.state !== 'SUCCEEDED') throw new Error(JSON.stringify(ingestion));
  versions.set(versions.size + 1, said);
  return ingestion.documentId;
}

async function retitle(
  stack: SearchStack,
  documentId: DocumentId,
  versions: Map<number, Said>,
  said: Said,
): Promise<void> {
  const amended = await stack.catalog.ingestions.amend(compileAccess(defaultPrincipal), {
    ingestionId: makeId('ingestion', `amended${String(versions.size)}`),
    documentId,
    amendment: { title: said.title },
    now: new Date(),
  });
  versions.set(amended?.document.version ?? 0, said);
}

/** Three chunks; every other edition leaves the second one as the edition before had it. */
function textOf(edition: number): string {
  const editions = [edition, Math.floor(edition / 2), edition];
  return editions
    .map((each, place) => {
      const words = Array.from(
        { length: 60 },
        (_, at) => `word${String(each)}x${String(place)}x${String(at)}`,
      );
      return `The lighthouse keeper of edition ${String(each)} ${words.join(' ')}.`;
    })
    .join('\n\n');
}
