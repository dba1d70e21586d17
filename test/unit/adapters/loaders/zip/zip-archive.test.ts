import { describe, expect, it } from '@jest/globals';

import { openZip } from '../../../../../src/adapters/loaders/zip/zip-archive.js';
import { failureCode } from '../../../../support/failure-code.js';
import { zipOf } from '../../../../support/zip-writer.js';

const textOf = async (bytes: Uint8Array, name: string): Promise<string | null> => {
  const content = await (await openZip(bytes)).read(name);
  return content === null ? null : Buffer.from(content).toString();
};

describe('openZip', () => {
  it('reads files by their names, whatever their case', async () => {
    const bytes = zipOf({ 'word/': '', 'word/Document.xml': 'hello', 'b.txt': 'there' });
    expect((await openZip(bytes)).names).toEqual(['word/Document.xml', 'b.txt']);
    expect(await textOf(bytes, 'word/document.xml')).toBe('hello');
    expect(await textOf(bytes, 'missing.xml')).toBeNull();
  });

  it('takes the first of two files of one name', async () => {
    const bytes = zipOf([
      { name: 'a.xml', content: 'first' },
      { name: 'A.xml', content: 'second' },
    ]);
    expect(await textOf(bytes, 'a.xml')).toBe('first');
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'word/../../x', 'C:/x', '..\\..\\x'])(
    'refuses the name %s',
    async (name) => {
      expect(await failureCode(() => openZip(zipOf({ [name]: 'x' })))).toBe('MALFORMED_DOCUMENT');
    },
  );

  it('refuses a file that needs a password', async () => {
    const bytes = zipOf([{ name: 'a', content: 'x', declared: { flags: 1 } }]);
    expect(await failureCode(() => openZip(bytes))).toBe('ENCRYPTED_DOCUMENT');
  });

  it('refuses a file packed as a trap before unpacking it', async () => {
    const bytes = zipOf({ bomb: new Uint8Array(11 * 1024 * 1024) });
    expect(await failureCode(() => openZip(bytes))).toBe('DOCUMENT_TOO_LARGE');
  });

  it('refuses what says that it unpacks to more than 512 MiB', async () => {
    const half = { content: new Uint8Array(0), declared: { size: 300 * 1024 * 1024 } };
    const bytes = zipOf([
      { name: 'a', ...half },
      { name: 'b', ...half },
    ]);
    expect(await failureCode(() => openZip(bytes))).toBe('DOCUMENT_TOO_LARGE');
  });

  it('refuses more than 10,000 files', async () => {
    const names = Array.from({ length: 10_001 }, (_, index) => ({ name: `f${index}`, content: '' }));
    expect(await failureCode(() => openZip(zipOf(names)))).toBe('DOCUMENT_TOO_LARGE');
  });

  it.each([
    ['another size than it says', { size: 3 }],
    ['another checksum than it says', { checksum: 1 }],
  ])('refuses a file of %s', async (_, declared) => {
    const archive = await openZip(zipOf([{ name: 'a', content: 'hello', declared }]));
    expect(await failureCode(() => archive.read('a'))).toBe('MALFORMED_DOCUMENT');
  });

  it('refuses what was cut off anywhere', async () => {
    const bytes = zipOf({ a: 'hello '.repeat(50), b: 'there' });
    for (let tenth = 0; tenth < 10; tenth++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * tenth) / 10));
      expect(await failureCode(() => openZip(cut))).toBe('MALFORMED_DOCUMENT');
    }
  });
});
