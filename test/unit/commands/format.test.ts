import { describe, expect, it } from '@jest/globals';

import { bar, counted, duration, wrap } from '../../../src/commands/format.js';

describe('format', () => {
  it('counts with the right noun', () => {
    expect([counted(0, 'file'), counted(1, 'file'), counted(1200, 'file')]).toEqual([
      '0 files',
      '1 file',
      '1,200 files',
    ]);
  });

  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [750, '12:30'],
    [3723, '1:02:03'],
  ])('writes %d seconds as %s', (seconds, written) => {
    expect(duration(seconds)).toBe(written);
  });

  it('draws a bar within its width', () => {
    expect(bar(0.5, 4)).toBe('[##--]');
    expect(bar(7, 4)).toBe('[####]');
  });

  it('wraps at white space and keeps a long word whole', () => {
    expect(wrap('one two  three\nfour extraordinarily', 11, 2)).toBe(
      '  one two\n  three\n  four\n  extraordinarily',
    );
  });
});
