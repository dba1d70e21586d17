import { describe, expect, it } from '@jest/globals';

import { decodeCursor, encodeCursor } from '../../../src/schema/cursor.js';

describe('a cursor', () => {
  it.each(['1', '2026-01-01T00:00:00.000Z|doc_1', 'Ünïcode 日本', 'a:b:c'])(
    'gives back the position %s',
    (position) => {
      expect(decodeCursor('Document', encodeCursor('Document', position))).toBe(position);
    },
  );

  it('is opaque: letters, digits, - and _ only', () => {
    expect(encodeCursor('Document', '???>>>~~~')).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each([
    '',
    'x',
    'not a cursor',
    'ZmFrZQ',
    `${encodeCursor('Document', '1')}=`,
    encodeCursor('Document', ''),
  ])('is told from %j', (text) => {
    expect(decodeCursor('Document', text)).toBeNull();
  });

  it('belongs to one listing', () => {
    expect(decodeCursor('Chunk', encodeCursor('Document', '1'))).toBeNull();
  });
});
