import { describe, expect, it } from '@jest/globals';

import { parseInstant } from '../../../../src/services/filters/parse-instant.js';

describe('parseInstant', () => {
  it.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31t09:30:00.5z', '2026-01-31T09:30:00.500Z'],
    ['2026-01-31 09:30:00.123456789Z', '2026-01-31T09:30:00.123Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
    ['2026-12-31T23:30:00-00:45', '2027-01-01T00:15:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0050-06-01T00:00:00Z', '0050-06-01T00:00:00.000Z'],
  ])('normalises %s', (text, normal) => {
    expect(parseInstant(text)).toBe(normal);
  });

  it.each([
    '2026-01-31',
    '2026-01-31T09:30:00',
    '2026-01-31T09:30Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    ' 2026-01-31T09:30:00Z',
    '+02026-01-31T09:30:00Z',
    '',
  ])('refuses "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('gives normal forms that order as the instants do', () => {
    const texts = ['2026-01-01T00:00:00+02:00', '2025-12-31T22:30:00Z', '2025-12-31T20:00:00.999-03:00'];
    const normal = texts.map((text) => parseInstant(text) ?? '');
    const byTime = [...texts].sort((a, b) => Date.parse(a) - Date.parse(b)).map((text) => parseInstant(text));
    expect(normal.sort()).toEqual(byTime);
  });
});
