import { describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../../../../src/adapters/clock/system-clock.js';
import type { ChunkingOptions } from '../../../../../src/domain/collection.js';
import { makeId } from '../../../../../src/domain/ids.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';
import type { StagedChunk } from '../../../../../src/ports/ingestion-queue.js';
import { chunkDocument } from '../../../../../src/services/ingestion/chunking/chunk-document.js';
import { seededRandom } from '../../../../support/seeded-random.js';

/** A token every four characters of a word, as word pieces are about. */
const embedder = {
  maxTokens: 256,
  countTokens: (text: string) => text.split(/\s+/).reduce((sum, word) => sum + Math.ceil(word.length / 4), 0),
};
const recursive: ChunkingOptions = { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 };
const markdown: ChunkingOptions = { ...recursive, strategy: 'MARKDOWN' };

function plain(text: string, marks: Partial<LoadedDocument> = {}): LoadedDocument {
  return { mediaType: 'text/plain', text, title: null, headings: [], pages: [], blocks: [0], ...marks };
}

/** Markdown with `#` headings and blank lines between blocks, its marks read off the text. */
function marked(text: string): LoadedDocument {
  const headings = [...text.matchAll(/^(#+) (.*)$/gm)].map((match) => ({
    offset: match.index,
    level: match[1]?.length ?? 1,
    text: match[2] ?? '',
  }));
  const blocks = [0, ...[...text.matchAll(/\n\n+/g)].map((match) => match.index + match[0].length)];
  return plain(text, { headings, blocks: blocks.filter((offset) => offset < text.length) });
}

function chunk(
  loaded: LoadedDocument,
  chunking: ChunkingOptions = recursive,
  facts: { readonly uri?: string; readonly title?: string } = {},
): Promise<readonly StagedChunk[]> {
  return chunkDocument(loaded, {
    documentId: makeId('document', 'one'),
    externalId: 'one',
    uri: facts.uri ?? null,
    title: facts.title ?? null,
    chunking,
    embedder,
    clock: new SystemClock(),
  });
}

function expectSound(
  loaded: LoadedDocument,
  chunks: readonly StagedChunk[],
  { maxTokens }: ChunkingOptions,
): void {
  const covered = new Uint8Array(loaded.text.length);
  chunks.forEach(({ text, span, ordinal, embeddedText }, index) => {
    expect(ordinal).toBe(index);
    expect(text).toBe(loaded.text.slice(span.start, span.end));
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    expect(embedder.countTokens(text)).toBeLessThanOrEqual(maxTokens);
    expect(embedder.countTokens(embeddedText)).toBeLessThanOrEqual(embedder.maxTokens - 2);
    covered.fill(1, span.start, span.end);
  });
  for (let at = 0; at < loaded.text.length; at += 1) {
    if (covered[at] === 0 && loaded.text.charAt(at).trim() !== '')
      throw new Error(`offset ${String(at)} is in no chunk`);
  }
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
}

const seed = 20261123;
const sentence = 'The quick brown fox jumps over the lazy dog near the river bank today.';

describe('chunkDocument', () => {
  it(`keeps every character of generated documents, within the limits (seed ${String(seed)})`, async () => {
    const random = seededRandom(seed);
    const parts = [
      'word',
      'a',
      'internationalisation',
      '😀',
      'x'.repeat(900),
      '。中文句子',
      'é',
      'fin.',
      '\n',
      '\n\n',
      '\n\n# H\n\n',
    ];
    for (let round = 0; round < 10; round += 1) {
      const words = Array.from(
        { length: 1 + Math.floor(random() * 400) },
        () => parts[Math.floor(random() * parts.length)],
      );
      const loaded = marked(words.join(' '));
      for (const chunking of [recursive, markdown, { ...recursive, maxTokens: 32, overlapTokens: 8 }]) {
        const chunks = await chunk(loaded, chunking);
        expectSound(loaded, chunks, chunking);
        expect(await chunk(loaded, chunking)).toEqual(chunks);
      }
    }
  });

  it('makes chunks of similar size instead of full ones and a small rest', async () => {
    const loaded = plain(Array.from({ length: 13 }, () => sentence).join(' '));
    const sizes = (await chunk(loaded)).map(({ text }) => embedder.countTokens(text));
    expect(sizes.length).toBe(2);
    expect(Math.min(...sizes)).toBeGreaterThan(Math.max(...sizes) * 0.6);
  });

  it('repeats whole sentences of the chunk before, no more than the overlap', async () => {
    const loaded = plain(
      Array.from({ length: 60 }, (_, index) => `${sentence} Number ${String(index)}.`).join(' '),
    );
    const chunks = await chunk(loaded);
    chunks.slice(1).forEach(({ span }, index) => {
      const shared = loaded.text.slice(span.start, chunks[index]?.span.end);
      expect(embedder.countTokens(shared)).toBeLessThanOrEqual(recursive.overlapTokens);
      expect(shared).not.toBe('');
    });
  });

  it('never crosses a heading under MARKDOWN, and packs small sections together under RECURSIVE', async () => {
    const loaded = marked(`# Guide\n\n## Install\n\n${sentence}\n\n## Use\n\n${sentence}\n`);
    expect((await chunk(loaded, markdown)).map(({ headingPath }) => headingPath)).toEqual([
      ['Guide'],
      ['Guide', 'Install'],
      ['Guide', 'Use'],
    ]);
    expect((await chunk(loaded)).map(({ headingPath }) => headingPath)).toEqual([['Guide']]);
  });

  it('keeps a block that fits whole under MARKDOWN', async () => {
    const table = Array.from(
      { length: 12 },
      (_, row) => `| cell ${String(row)} | value ${String(row)} |`,
    ).join('\n');
    const prose = Array.from({ length: 9 }, () => sentence).join(' ');
    const chunks = await chunk(marked(`${prose}\n\n${table}\n\n${prose}`), markdown);
    expect(chunks.filter(({ text }) => text.includes(table))).toHaveLength(1);
  });

  it('puts path, title and headings in front of what is embedded, not of what is quoted', async () => {
    const loaded = marked(`# Guide\n\n${sentence}`);
    const [first] = await chunk(loaded, recursive, {
      uri: 'https://example.org/a/docs/guide/start?x=1#top',
      title: 'Handbook',
    });
    expect(first?.embeddedText).toBe(`docs/guide/start#top › Handbook › Guide\n# Guide\n\n${sentence}`);
    expect(first?.text).toBe(`# Guide\n\n${sentence}`);
  });

  it('gives equal paragraphs of one document different ids, and equal documents under another id too', async () => {
    const paragraph = Array.from({ length: 9 }, () => sentence).join(' ');
    const chunks = await chunk(marked(`${paragraph}\n\n${paragraph}`), { ...markdown, overlapTokens: 0 });
    expect(new Set(chunks.map(({ embeddedHash }) => embeddedHash)).size).toBeLessThan(chunks.length);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
  });

  it('leaves the chunks of an untouched section alone when another one changes', async () => {
    const long = (word: string): string =>
      Array.from({ length: 14 }, () => sentence.replace('fox', word)).join(' ');
    const before = await chunk(marked(`# A\n\n${long('cat')}\n\n# B\n\n${long('cow')}`));
    const after = await chunk(marked(`# A\n\n${long('owl')}\n\n# B\n\n${long('cow')}`));
    const kept = after.filter(({ id }) => before.some((chunkBefore) => chunkBefore.id === id));
    expect(kept.every(({ headingPath }) => headingPath[0] === 'B')).toBe(true);
    expect(kept.length).toBe(before.filter(({ headingPath }) => headingPath[0] === 'B').length);
  });

  it('tells the page a chunk begins on', async () => {
    const text = `${sentence} ${sentence}`.repeat(20);
    const pages = [
      { offset: 0, page: 1 },
      { offset: 1000, page: 2 },
    ];
    for (const { span, page } of await chunk(plain(text, { pages })))
      expect(page).toBe(span.start < 1000 ? 1 : 2);
  });

  it('gives nothing for white space, and stops when told to', async () => {
    expect(await chunk(plain(' \n\t '))).toEqual([]);
    const request = { documentId: makeId('document', 'one'), externalId: 'one', uri: null, title: null };
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(
      chunkDocument(
        plain(sentence),
        { ...request, chunking: recursive, embedder, clock: new SystemClock() },
        aborted,
      ),
    ).rejects.toThrow('enough');
  });
});
