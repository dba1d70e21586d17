import { describe, expect, it } from '@jest/globals';

import { compoundType } from '../../../../src/adapters/loaders/compound-type.js';

describe('compoundType', () => {
  it.each([0, 1])('names a stream whose file begins %i bytes into its buffer', (offset) => {
    const name = Buffer.from('WordDocument', 'utf16le');
    const bytes = new Uint8Array(new ArrayBuffer(2048), offset, 1024);
    bytes.set(name, 100);
    expect(compoundType(bytes)).toBe('application/msword');
  });
});
