import { describe, expect, it } from '@jest/globals';

import type { ChunkingOptions, ChunkingStrategy } from '../../../../../src/domain/collection.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';
import type { StagedChunk } from '../../../../../src/ports/ingestion-queue.js';
import { chunk, marked, plain, recursive, tokenCounter } from '../../../../support/chunking.js';
import { seededRandom } from '../../../../support/seeded-random.js';

const markdown: ChunkingOptions = { ...recursive, strategy: 'MARKDOWN' };
const sentences: ChunkingOptions = { ...recursive, strategy: 'SENTENCE' };
const parentChild: ChunkingOptions = { ...recursive, strategy: 'PARENT_CHILD' };

function expectSound(
  loaded: LoadedDocument,
  chunks: readonly StagedChunk[],
  { maxTokens, strategy }: ChunkingOptions,
): void {
  const covered = new Uint8Array(loaded.text.length);
  let embeddedEnd = 0;
  const searched = strategy === 'PARENT_CHILD' ? Math.max(8, Math.floor(maxTokens / 2)) : maxTokens;
  chunks.forEach(({ text, span, ordinal, embeddedText }, index) => {
    const body = embeddedText.split(header).at(-1) ?? '';
    expect(ordinal).toBe(index);
    expect(text).toBe(loaded.text.slice(span.start, span.end));
    expect(text).toBe(strategy === 'CODE' ? text.trimEnd() : text.trim());
    expect(text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    expect(text).toContain(body);
    expect(tokenCounter.countTokens(text)).toBeLessThanOrEqual(maxTokens);
    expect(tokenCounter.countTokens(body)).toBeLessThanOrEqual(searched);
    expect(tokenCounter.countTokens(embeddedText)).toBeLessThanOrEqual(tokenCounter.maxTokens - 2);
    const isSibling = chunks[index - 1]?.span.start === span.start;
    const start = loaded.text.indexOf(body, isSibling ? embeddedEnd : span.start);
    embeddedEnd = start + body.length;
    covered.fill(1, start, embeddedEnd);
  });
  for (let at = 0; at < loaded.text.length; at += 1) {
    if (covered[at] === 0 && loaded.text.charAt(at).trim() !== '')
      throw new Error(`offset ${String(at)} is in no chunk`);
  }
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
}

/** What ends the contextual header of generated documents. */
const header = /^(?:.* › )?Generated(?: › .*)?\n/;

const seed = 20261123;
const sentence = 'The quick brown fox jumps over the lazy dog near the river bank today.';

describe('chunkDocument', () => {
  const strategies: readonly ChunkingStrategy[] = [
    'RECURSIVE',
    'MARKDOWN',
    'SENTENCE',
    'CODE',
    'PARENT_CHILD',
  ];

  it.each(strategies)(
    `keeps every character of generated documents under %s, within the limits (seed ${String(seed)})`,
    async (strategy) => {
      const random = seededRandom(seed);
      const parts = [
        ...['word', 'a', 'internationalisation', '😀', '。中文句子', 'é', 'fin.', 'class A {', '}', '\t'],
        ...['\n', '\n    ', '\n\n', '\n\n# H\n\n'],
      ];
      for (let round = 0; round < 4; round += 1) {
        const words = Array.from(
          { length: 1 + Math.floor(random() * 150) },
          () => parts[Math.floor(random() * parts.length)],
        );
        const loaded = marked([...words, 'x'.repeat(900), ...words].join(' '));
        for (const size of [
          { maxTokens: 200, overlapTokens: 40 },
          { maxTokens: 32, overlapTokens: 8 },
        ]) {
          const chunks = await chunk(loaded, { strategy, ...size }, { title: 'Generated' });
          expectSound(loaded, chunks, { strategy, ...size });
          expect(await chunk(loaded, { strategy, ...size }, { title: 'Generated' })).toEqual(chunks);
        }
      }
    },
  );

  it('makes chunks of similar size instead of full ones and a small rest', async () => {
    const loaded = plain(Array.from({ length: 13 }, () => sentence).join(' '));
    const sizes = (await chunk(loaded)).map(({ text }) => tokenCounter.countTokens(text));
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
      expect(tokenCounter.countTokens(shared)).toBeLessThanOrEqual(recursive.overlapTokens);
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

  it(`changes few chunks when one of 200 paragraphs changes (seed ${String(seed)})`, async () => {
    const random = seededRandom(seed);
    const paragraph = (name: string): string => {
      const words = Array.from({ length: 10 + Math.floor(random() * 90) }, () =>
        'abcdefghijkl'.slice(random() * 12),
      );
      return `${name} ${words.join(' ').replaceAll(/(\w{9} \w+) /g, '$1. A')}.`;
    };
    const paragraphs = Array.from({ length: 200 }, (_, index) => paragraph(`Number ${String(index)}`));
    const hashesOf = async (texts: readonly string[]) =>
      (await chunk(marked(texts.join('\n\n')))).map(({ embeddedHash }) => embeddedHash);
    const before = new Set(await hashesOf(paragraphs));
    const changes: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const edited = paragraphs.with(Math.floor(random() * 200), paragraph('Edited'));
      changes.push((await hashesOf(edited)).filter((hash) => !before.has(hash)).length);
    }
    changes.sort((a, b) => a - b);
    expect(changes[0]).toBeGreaterThan(0);
    expect(changes[2]).toBeLessThanOrEqual(3);
    expect(changes[4]).toBeLessThanOrEqual(6);
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
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(chunk(plain(sentence), recursive, { signal })).rejects.toThrow('enough');
  });
});

describe('chunkDocument under SENTENCE', () => {
  it('cuts nowhere but between sentences, and repeats whole ones: at least one, however long', async () => {
    const long = `${'word '.repeat(60)}end.`;
    const text = Array.from({ length: 12 }, (_, index) => `Sentence ${String(index)} ${long}`).join(' ');
    const chunks = await chunk(plain(text), sentences);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { text: own } of chunks) expect(own).toMatch(/^Sentence \d+ word .*end\.$/);
    chunks.slice(1).forEach(({ span }, index) => {
      expect(text.slice(span.start, chunks[index]?.span.end)).toMatch(/^Sentence \d+ word .*end\.$/);
    });
  });

  it('packs sentences of several paragraphs together', async () => {
    const loaded = marked(Array.from({ length: 9 }, () => sentence).join('\n\n'));
    expect((await chunk(loaded, sentences)).map(({ text }) => text)).toEqual([loaded.text]);
  });
});

describe('chunkDocument under PARENT_CHILD', () => {
  const numbered = Array.from({ length: 40 }, (_, index) => `${sentence} Number ${String(index)}.`).join(' ');

  it('embeds parts of a passage that together are all of it', async () => {
    const chunks = await chunk(plain(numbered), parentChild);
    const passages = [...new Set(chunks.map(({ text }) => text))];
    expect(chunks.length).toBeGreaterThan(1.5 * passages.length);
    for (const passage of passages) {
      const children = chunks.filter(({ text }) => text === passage).map(({ embeddedText }) => embeddedText);
      expect(children.join(' ')).toBe(passage);
    }
  });

  it('shows passages as RECURSIVE cuts them', async () => {
    const passages = (await chunk(plain(numbered), parentChild)).map(({ text }) => text);
    expect([...new Set(passages)]).toEqual((await chunk(plain(numbered))).map(({ text }) => text));
  });

  it('makes another chunk of a child whose parent changed, with the same words to embed', async () => {
    const before = await chunk(plain(numbered), parentChild);
    const after = await chunk(plain(numbered.replace('Number 0.', 'Number X.')), parentChild);
    const [last, same] = [before[1], after[1]];
    expect(before[0]?.text).toBe(last?.text);
    expect(same?.embeddedHash).toBe(last?.embeddedHash);
    expect(same?.id).not.toBe(last?.id);
    expect(after.at(-1)?.id).toBe(before.at(-1)?.id);
  });
});
