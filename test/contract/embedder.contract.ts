import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { UnavailableError } from '../../src/domain/errors.js';
import type { Embedder, EmbeddingLane } from '../../src/ports/embedder.js';

/** What every embedder keeps; `create` gives a new one each time it is called. */
export function describeEmbedder(name: string, create: () => Promise<Embedder>): void {
  describe(`${name} as an Embedder`, () => {
    let embedder: Embedder;

    beforeAll(async () => {
      embedder = await create();
    });

    afterAll(async () => {
      await embedder.close();
    });

    const embed = (texts: readonly string[], lane: EmbeddingLane = 'ingestion') =>
      embedder.embed(texts, { lane });

    it('resolves its check once it answers', async () => {
      await expect(embedder.check()).resolves.toBeUndefined();
    });

    it('says which model it is', () => {
      expect(embedder.model.dimensions).toBeGreaterThan(0);
      expect(embedder.model.fingerprint).not.toBe('');
    });

    it.each(['question', 'ingestion'] as const)(
      'gives one vector of unit length a text in the %s lane',
      async (lane) => {
        const vectors = await embed(sentences, lane);
        expect(vectors).toHaveLength(sentences.length);
        for (const vector of vectors) {
          expect(vector).toHaveLength(embedder.model.dimensions);
          expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
        }
      },
    );

    it('gives a vector of unit length even to a text without words', async () => {
      const [empty, blank] = await embed(['', '  \n ']);
      expect(Math.hypot(...(empty ?? []))).toBeCloseTo(1, 5);
      expect(Math.hypot(...(blank ?? []))).toBeCloseTo(1, 5);
    });

    it('keeps the order of the texts', async () => {
      const forwards = await embed(sentences);
      const backwards = await embed(sentences.toReversed());
      for (const [index, vector] of backwards.toReversed().entries()) {
        expect(cosine(vector, forwards[index])).toBeGreaterThan(0.9999);
      }
    });

    it('tells different texts apart', async () => {
      const [first, second] = await embed(sentences);
      expect(cosine(first, second)).toBeLessThan(0.9);
    });

    it('puts texts about one thing nearer than texts about two', async () => {
      const [rain, storm, bread] = await embed([
        'Heavy rain fell on the city.',
        'Rain fell heavily on the whole city today.',
        'Knead flour, water and yeast until smooth.',
      ]);
      expect(cosine(rain, storm)).toBeGreaterThan(cosine(rain, bread));
    });

    it('gives equal texts equal vectors, within a call and across calls and lanes', async () => {
      const [first, , again] = await embed(['the same words', 'other words', 'the same words']);
      const [elsewhere] = await embed(['the same words'], 'question');
      expect(distance(first, again)).toBe(0);
      expect(distance(first, elsewhere)).toBeLessThan(1e-4);
    });

    it('gives a text the same vector alone as among others, within 1e-4', async () => {
      const together = await embed(sentences);
      for (const [index, sentence] of sentences.entries()) {
        const [alone] = await embed([sentence]);
        expect(distance(alone, together[index])).toBeLessThan(1e-4);
      }
    });

    it('cuts a text beyond maxTokens at its end', async () => {
      const long = 'apple '.repeat(embedder.maxTokens + 8);
      expect(embedder.countTokens(long)).toBeGreaterThan(embedder.maxTokens);
      const [plain, tailed, headed] = await embed([long, `${long} submarine`, `submarine ${long}`]);
      expect(distance(plain, tailed)).toBeLessThan(1e-4);
      expect(distance(plain, headed)).toBeGreaterThan(1e-3);
    });

    it('counts tokens: none in nothing, more in more words', () => {
      expect(embedder.countTokens('')).toBe(0);
      expect(embedder.countTokens('apple')).toBe(1);
      expect(embedder.countTokens('apple apple apple')).toBe(3);
    });

    it('gives nothing for no texts', async () => {
      expect(await embed([])).toEqual([]);
    });

    it('takes maxBatchSize texts in one call and refuses more', async () => {
      const texts = Array.from({ length: embedder.maxBatchSize }, (_, index) => `text ${String(index)}`);
      expect(await embed(texts)).toHaveLength(embedder.maxBatchSize);
      await expect(embed([...texts, 'one more'])).rejects.toThrow(RangeError);
    });

    it('rejects with the reason of a signal that was aborted before', async () => {
      const reason = new Error('not wanted');
      const call = embedder.embed(['a text'], { lane: 'question', signal: AbortSignal.abort(reason) });
      await expect(call).rejects.toBe(reason);
    });

    it('rejects with the reason of a signal that aborts on the way, and goes on serving others', async () => {
      const reason = new Error('no longer wanted');
      const controller = new AbortController();
      const aborted = embedder.embed(sentences, { lane: 'ingestion', signal: controller.signal });
      const other = embed(sentences);
      controller.abort(reason);
      await expect(aborted).rejects.toBe(reason);
      expect(await other).toHaveLength(sentences.length);
    });

    it('rejects with UnavailableError once it is closed', async () => {
      const closed = await create();
      await closed.close();
      await expect(closed.embed(['a text'], { lane: 'question' })).rejects.toThrow(UnavailableError);
      await expect(closed.check()).rejects.toThrow(UnavailableError);
    });
  });
}

const sentences = [
  'The harbour freezes in January.',
  'A violin has four strings, tuned in fifths, and is played with a bow of horsehair.',
  'Invoices are due within thirty days.',
  'Octopuses have three hearts: two pump blood through the gills and one through the rest of the body.',
];

function cosine(left: Float32Array = new Float32Array(), right: Float32Array = new Float32Array()): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? Number.NaN), 0);
}

function distance(
  left: Float32Array = Float32Array.of(Number.NaN),
  right: Float32Array = new Float32Array(),
): number {
  return Math.hypot(...left.map((value, index) => value - (right[index] ?? Number.NaN)));
}
