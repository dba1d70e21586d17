import { describe, expect, it } from '@jest/globals';

import { BadUserInputError } from '../../../src/domain/errors.js';
import { parseDocumentBy, parseDocumentsBy } from '../../../src/resolvers/parsing/parse-document-by.js';
import { parseDocumentInput } from '../../../src/resolvers/parsing/parse-document-input.js';
import { parseId } from '../../../src/resolvers/parsing/parse-id.js';
import { parsePage } from '../../../src/resolvers/parsing/parse-page.js';
import { parseResume } from '../../../src/resolvers/parsing/parse-resume.js';
import { encodeCursor } from '../../../src/schema/cursor.js';

/** The argument that is complained of. */
function complaint(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof BadUserInputError) return error.argument;
    throw error;
  }
  return 'none';
}

describe('parsePage', () => {
  it('takes 1 to 100 and a cursor of its listing', () => {
    expect(parsePage('Chunk', 1, undefined)).toEqual({ first: 1, after: null });
    expect(parsePage('Chunk', 100, encodeCursor('Chunk', '7'))).toEqual({ first: 100, after: '7' });
  });

  it.each([0, 101, -1])('refuses first: %d', (first) => {
    expect(complaint(() => parsePage('Chunk', first, null))).toBe('first');
  });

  it.each(['', 'nonsense', encodeCursor('Document', '7')])('refuses after: %j', (after) => {
    expect(complaint(() => parsePage('Chunk', 20, after))).toBe('after');
  });
});

describe('parseId', () => {
  it('takes an id of the kind asked for', () => {
    expect(parseId('ingestion', 'ing_01abc', 'id')).toBe('ing_01abc');
  });

  it.each(['', 'doc_01abc', 'ing_', 'ing_A', 'ing_01abc ', 'x'])('refuses %j', (id) => {
    expect(complaint(() => parseId('ingestion', id, 'ids[2]'))).toBe('ids[2]');
  });
});

describe('parseDocumentBy', () => {
  it('takes an id or an external id', () => {
    expect(parseDocumentBy({ id: 'doc_1' }, 'by')).toEqual({ id: 'doc_1' });
    const externalId = { collection: 'papers', externalId: 'a/b.md' };
    expect(parseDocumentBy({ externalId }, 'by')).toEqual({ externalId });
  });

  it('names what is wrong', () => {
    expect(complaint(() => parseDocumentBy({ id: 'nope' }, 'by'))).toBe('by.id');
    expect(complaint(() => parseDocumentBy({}, 'by'))).toBe('by');
    const list = [{ id: 'doc_1' }, { id: 'nope' }];
    expect(complaint(() => parseDocumentsBy(list, 'input.within'))).toBe('input.within[1].id');
    const many = Array.from({ length: 1001 }, () => ({ id: 'doc_1' }));
    expect(complaint(() => parseDocumentsBy(many, 'input.within'))).toBe('input.within');
  });
});

describe('parseDocumentInput', () => {
  const bytesOf = (base64: string) =>
    Buffer.from(parseDocumentInput({ source: { base64 } }, 'input.documents[0]').source.bytes).toString();

  it('takes text as its bytes in UTF-8', () => {
    const { source, metadata, access } = parseDocumentInput({ source: { text: 'Grüße' } }, 'it');
    expect(Buffer.from(source.bytes).toString('utf8')).toBe('Grüße');
    expect({ metadata, access }).toEqual({ metadata: {}, access: [] });
  });

  it.each(['', 'a', 'ab', 'abc', 'abcd', 'Grüße, Welt'])('takes %j in base64', (text) => {
    const base64 = Buffer.from(text).toString('base64');
    expect(bytesOf(base64)).toBe(text);
    expect(bytesOf(base64.replaceAll('=', ''))).toBe(text);
  });

  it('takes base64 with wrapped lines', () => {
    expect(bytesOf('aGVs\nbG8g\r\nd29y\nbGQ=\n')).toBe('hello world');
  });

  it.each(['a', 'abcde', 'ab*d', 'Grüße', 'aGVsbG8=d29ybGQ=', '===='.repeat(2) + 'a'])(
    'refuses %j as base64',
    (base64) => {
      const parse = () => parseDocumentInput({ source: { base64 } }, 'input.documents[3]');
      expect(complaint(parse)).toBe('input.documents[3].source.base64');
    },
  );

  it('refuses a source of neither', () => {
    expect(complaint(() => parseDocumentInput({ source: {} }, 'input.documents[3]'))).toBe(
      'input.documents[3].source',
    );
  });
});

describe('parseResume', () => {
  it('takes a run and the last seq, from 0', () => {
    expect(parseResume({ runId: 'run_1', afterSeq: 0 }, 'r')).toEqual({ runId: 'run_1', afterSeq: 0 });
  });

  it('names what is wrong', () => {
    expect(complaint(() => parseResume({ runId: 'run_1', afterSeq: -1 }, 'r'))).toBe('r.afterSeq');
    expect(complaint(() => parseResume({ runId: 'x', afterSeq: 0 }, 'r'))).toBe('r.runId');
    expect(complaint(() => parseResume(null, 'r'))).toBe('r');
  });
});
