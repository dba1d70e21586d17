import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { createSearchStack, textDocument, type SearchStack } from '../retrieval/search-stack.js';

jest.setTimeout(120_000);

/** A long document, the real chunking, and vectors that are counted. */
describe('a document of 1,000 paragraphs', () => {
  let stack: SearchStack;
  const paragraphs = Array.from({ length: 1000 }, (_, place) => paragraph(place));

  beforeAll(async () => {
    stack = await createSearchStack();
  });
  afterAll(() => stack.remove());

  const ingest = async (texts: readonly string[]) => {
    const [ingestion] = await stack.ingest(textDocument('long', texts.join('\n\n')));
    return ingestion;
  };

  it('embeds at most three chunks for a paragraph that changed, and none for identical bytes', async () => {
    const first = await ingest(paragraphs);
    const total = first?.progress.chunksTotal ?? 0;
    expect(first?.progress).toMatchObject({ chunksEmbedded: total, chunksReused: 0 });
    expect(total).toBeGreaterThan(200);
    const same = await ingest(paragraphs);
    expect(same).toMatchObject({ state: 'UNCHANGED', progress: { chunksEmbedded: 0 } });
    const edits = [paragraph(2000), 'Cut.', `${paragraph(3000)} ${paragraph(3001)}`];
    for (const text of edits) {
      const edited = await ingest(paragraphs.with(500, text));
      const { chunksEmbedded = -1, chunksReused = -1, chunksTotal = -1 } = edited?.progress ?? {};
      expect(chunksEmbedded).toBeGreaterThan(0);
      expect(chunksEmbedded).toBeLessThanOrEqual(3);
      expect(chunksReused).toBe(chunksTotal - chunksEmbedded);
    }
  });
});

/** Forty to seventy words of its own, in three sentences. */
function paragraph(seed: number): string {
  const length = 13 + ((seed * 7) % 11);
  return [0, 1, 2]
    .map((sentence) => {
      const words = Array.from(
        { length },
        (_, at) => `w${String((seed * 31 + sentence * 17 + at * 5) % 997)}`,
      );
      return `Sentence ${String(sentence)} of ${String(seed)} ${words.join(' ')}.`;
    })
    .join(' ');
}
