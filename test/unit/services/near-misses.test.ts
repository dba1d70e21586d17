import { describe, expect, it } from '@jest/globals';

import { nearMisses } from '../../../src/services/near-misses.js';

const fields = ['externalId', 'title', 'uri', 'mediaType', 'createdAt', 'updatedAt', 'year', 'author'];

describe('nearMisses', () => {
  it.each([
    ['a missing letter', 'autor', ['author']],
    ['a letter too many', 'yearr', ['year']],
    ['a wrong letter', 'tatle', ['title']],
    ['two letters swapped', 'eyar', ['year']],
    ['another letter case', 'MEDIATYPE', ['mediaType']],
    ['snake case', 'media_type', ['mediaType']],
  ])('finds the word behind %s', (_slip, word, expected) => {
    expect(nearMisses(word, fields)).toEqual(expected);
  });

  it('puts the nearest first', () => {
    expect(nearMisses('creatdAt', ['updatedAt', 'createdAt', 'creatorAt'])[0]).toBe('createdAt');
  });

  it('suggests at most three, equally near ones by name', () => {
    expect(nearMisses('note0', ['note4', 'note2', 'note1', 'note3'])).toEqual(['note1', 'note2', 'note3']);
  });

  it('suggests nothing for a word that resembles no candidate', () => {
    expect(nearMisses('department', fields)).toEqual([]);
    expect(nearMisses('x', ['a', 'b'])).toEqual([]);
    expect(nearMisses('', fields)).toEqual([]);
  });
});
