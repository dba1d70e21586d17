import { describe, expect, it } from '@jest/globals';

import type { MetadataField, MetadataType } from '../../../../src/domain/metadata.js';
import { completeMetadata } from '../../../../src/services/ingestion/complete-metadata.js';

const field = (name: string, type: MetadataType): MetadataField => ({ name, type, description: null });

describe('completeMetadata', () => {
  const properties = { author: 'Ada', created: '2026-01-31T09:30:00+01:00', modified: 'last Tuesday' };

  it('fills declared fields from the file, instants normalised', () => {
    const fields = [field('author', 'STRING'), field('created', 'DATETIME')];
    expect(completeMetadata({}, properties, fields)).toEqual({
      author: 'Ada',
      created: '2026-01-31T08:30:00.000Z',
    });
  });

  it('leaves what the caller gave', () => {
    const given = { author: 'Grace', topic: 'engines' };
    expect(completeMetadata(given, properties, [field('author', 'STRING')])).toEqual(given);
  });

  it('leaves out what is not declared, of another type, or no value of it', () => {
    const fields = [field('author', 'NUMBER'), field('modified', 'DATETIME')];
    expect(completeMetadata({}, properties, fields)).toEqual({});
  });
});
