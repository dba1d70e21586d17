import { afterAll, describe, expect, it } from '@jest/globals';

import { IngestionFailure } from '../../src/domain/errors.js';
import type { DocumentLoader, LoadedDocument } from '../../src/ports/document-loader.js';

type Source = Parameters<DocumentLoader['load']>[0];

export interface DocumentLoaderUnderTest {
  /** Reads documents of up to 1000 characters. */
  readonly loader: DocumentLoader;
  /** Files it can read, each with words that must be in its text, their headings and title. */
  readonly samples: readonly {
    readonly name: string;
    readonly source: Source;
    readonly words: readonly string[];
    readonly headings: readonly string[];
    readonly title: string | null;
  }[];
  /** Ends what it has started. */
  readonly close?: () => Promise<void>;
  /** A file of its format whose text has more than 1000 characters. */
  readonly tooLong: Source;
  /** One without any text in it. */
  readonly withoutText: Source;
}

/** What every `DocumentLoader` must do, whatever it reads. */
export function describeDocumentLoader(name: string, create: () => DocumentLoaderUnderTest): void {
  describe(`${name} as DocumentLoader`, () => {
    const { loader, samples, tooLong, withoutText, close } = create();

    afterAll(() => close?.());

    describe.each(samples)('reading $name', ({ source, words, headings, title }) => {
      it('finds the words, the headings and the title', async () => {
        const loaded = await loader.load(source);
        for (const word of words) expect(loaded.text).toContain(word);
        expect(loaded.headings.map(({ text }) => text)).toEqual(headings);
        expect(loaded.title).toBe(title);
      });

      it('marks places in the text, ascending, the first block at 0', async () => {
        const { text, headings: marks, blocks, pages } = await loader.load(source);
        expect(blocks[0]).toBe(0);
        for (const offsets of [
          blocks,
          marks.map(({ offset }) => offset),
          pages.map(({ offset }) => offset),
        ]) {
          expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
          expect(
            offsets.every((offset) => Number.isInteger(offset) && offset >= 0 && offset < text.length),
          ).toBe(true);
        }
        expect(marks.every(({ level }) => level >= 1 && level <= 6)).toBe(true);
        expect(text).not.toMatch(/\p{Surrogate}|\0/u);
      });

      it('makes the same of the same bytes, and leaves them as they are', async () => {
        const bytes = Uint8Array.from(source.bytes);
        const first = await loader.load({ ...source, bytes });
        expect(await loader.load({ ...source, bytes: surrounded(bytes) })).toEqual(first);
        expect(Buffer.compare(bytes, source.bytes)).toBe(0);
      });

      it('does not trust a wrong media type', async () => {
        const truth = await loader.load(source);
        const misled = await loader.load({ ...source, mediaType: 'application/zip' });
        expect(withoutTitle(misled)).toEqual(withoutTitle(truth));
      });
    });

    it.each([
      ['UNSUPPORTED_MEDIA_TYPE', 'a PNG image', image()],
      ['UNSUPPORTED_MEDIA_TYPE', 'bytes of no known format', noise()],
      ['NO_TEXT', 'no text', withoutText],
      ['DOCUMENT_TOO_LARGE', 'too long a text', tooLong],
    ])('refuses with %s, in a sentence, a file with %s', async (code, _what, source) => {
      const failure = await loader.load(source).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(IngestionFailure);
      expect(failure).toMatchObject({ code, retryable: false });
      expect((failure as IngestionFailure).message).toMatch(/\w+ \w+ \w+/);
    });

    it("rejects with the signal's reason where it has aborted", async () => {
      const reason = new Error('enough');
      const source = samples[0]?.source ?? tooLong;
      await expect(loader.load(source, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}

/** The same bytes as a part of a larger buffer. */
function surrounded(bytes: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(bytes.length + 16).fill(0x23);
  buffer.set(bytes, 8);
  return buffer.subarray(8, 8 + bytes.length);
}

function withoutTitle({ text, headings, blocks }: LoadedDocument): Partial<LoadedDocument> {
  return { text, headings, blocks };
}

function image(): Source {
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  return { bytes, mediaType: 'text/plain', fileName: 'notes.txt' };
}

function noise(): Source {
  const bytes = Uint8Array.from({ length: 400 }, (_, index) => (index * index * 31 + 7 * index) % 256);
  return { bytes, mediaType: null, fileName: null };
}
