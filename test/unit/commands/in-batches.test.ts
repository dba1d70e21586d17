import { describe, expect, it } from '@jest/globals';

import { inBatches } from '../../../src/commands/in-batches.js';

const mebibyte = 1024 ** 2;

function sizes(files: readonly number[]): readonly number[] {
  return [...inBatches(files.map((bytes) => ({ bytes })))].map((batch) => batch.length);
}

describe('inBatches', () => {
  it('puts at most 100 files into a request', () => {
    expect(sizes(Array.from({ length: 250 }, () => 1))).toEqual([100, 100, 50]);
  });

  it('keeps a request at 4 MiB and sends a larger file alone', () => {
    expect(sizes([3 * mebibyte, 2 * mebibyte, 9 * mebibyte, 1])).toEqual([1, 1, 1, 1]);
    expect(sizes([2 * mebibyte, 2 * mebibyte, 1])).toEqual([2, 1]);
  });

  it('has none for no file', () => {
    expect(sizes([])).toEqual([]);
  });
});
