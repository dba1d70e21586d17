import { describe, expect, it } from '@jest/globals';

import type { ChunkingOptions } from '../../../../../../src/domain/collection.js';
import { chunk, marked, plain, tokenCounter } from '../../../../../support/chunking.js';

const code: ChunkingOptions = { strategy: 'CODE', maxTokens: 60, overlapTokens: 0 };

function statements(name: string, count: number, indentation: string): string {
  return Array.from(
    { length: count },
    (_, index) => `${indentation}${name}_${String(index)} = compute(${String(index)}, previous_value)`,
  ).join('\n');
}

/** Headings and first line of each chunk. */
async function outline(text: string, chunking = code): Promise<readonly string[]> {
  const chunks = await chunk(plain(text), chunking);
  return chunks.map((own) => [...own.headingPath, own.text.split('\n')[0]].join(' > '));
}

describe('chunkDocument under CODE', () => {
  it('keeps definitions together, decorators and comments above them included', async () => {
    const python = [
      'import os\nfrom library.collections import first_thing, second_thing, third_thing, fourth_thing',
      `# Opens it.\n@cached\ndef open_it(path):\n${statements('opened', 3, '    ')}\n\n    return path`,
      `def close_it(path):\n${statements('closed', 3, '    ')}`,
    ];
    expect(await outline(python.join('\n\n\n'))).toEqual([
      'import os',
      'open_it > # Opens it.',
      'close_it > def close_it(path):',
    ]);
  });

  it('takes a class that is too large apart into its methods, and tells where they stand', async () => {
    const typescript = `export class Store {
  private readonly rows = new Map<string, number>();

  constructor(private readonly limit: number) {
${statements('this.a', 4, '    ')}
  }

  /** Adds it. */
  async add(key: string, value: number): Promise<void> {
${statements('this.b', 3, '    ')}
  }
}

export const limits = {
${statements('c', 3, '  ')}
};
`;
    expect(await outline(typescript)).toEqual([
      'Store > export class Store {',
      'Store > constructor >   constructor(private readonly limit: number) {',
      'Store > add >   /** Adds it. */',
      'limits > export const limits = {',
    ]);
  });

  it('keeps a brace on a line of its own, and what goes on after one, with what they belong to', async () => {
    const first = `static int first(int value)\n{\n${statements('x', 2, '\t')}\n}\nelse\n{\n${statements('y', 1, '\t')}\n}`;
    const second = `void second(void)\n{\n${statements('z', 3, '\t')}\n}`;
    const chunks = await chunk(plain(`${first}\n${second}\n`), code);
    expect(chunks.map(({ text, headingPath }) => ({ text, headingPath }))).toEqual([
      { text: first, headingPath: ['first'] },
      { text: second, headingPath: ['second'] },
    ]);
  });

  it('packs small definitions together under what they have in common', async () => {
    const small = Array.from(
      { length: 4 },
      (_, index) => `def f${String(index)}():\n    return ${String(index)}`,
    );
    expect(await outline(small.join('\n\n'))).toEqual(['def f0():']);
  });

  it('cuts a long function between lines, best at a blank one, and names it in every part', async () => {
    const body = [statements('a', 4, '    '), statements('b', 4, '    '), statements('c', 4, '    ')];
    const chunks = await chunk(plain(`function long() {\n${body.join('\n\n')}\n}`), code);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text, headingPath } of chunks) {
      expect(headingPath).toEqual(['long']);
      expect(text).toMatch(/^(?:function|    [abc]_0) /);
    }
  });

  it('cuts a line that is too long between names', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `someIdentifier${String(index)}`);
    const chunks = await chunk(plain(`f(${names.join(',')})`), code);
    const found = chunks.flatMap(({ text }) => text.match(/\w{2,}/g) ?? []);
    expect(found).toEqual(names);
    for (const { text } of chunks) expect(tokenCounter.countTokens(text)).toBeLessThanOrEqual(60);
  });

  it('puts definitions under the headings of the document they stand in', async () => {
    const loaded = marked(
      `# Guide\n\n${'Words of prose. '.repeat(14)}\n\ndef run():\n${statements('a', 4, '    ')}`,
    );
    const paths = (await chunk(loaded, code)).map(({ headingPath }) => headingPath);
    expect(paths.at(0)).toEqual(['Guide']);
    expect(paths.at(-1)).toEqual(['Guide', 'run']);
  });

  it('reads what is nested without end', async () => {
    const lines = Array.from({ length: 800 }, (_, depth) => `${' '.repeat(depth)}if x${String(depth)}:`);
    const text = lines.join('\n');
    const chunks = await chunk(plain(text), code);
    expect(chunks.map((own) => own.text).join('\n')).toBe(text);
  });
});
