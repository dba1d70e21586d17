import { describe, expect, it } from '@jest/globals';

import { loadEpub } from '../../../../../src/adapters/loaders/html/load-epub.js';
import { failureCode } from '../../../../support/failure-code.js';
import { zipOf } from '../../../../support/zip-writer.js';

const hints = { mediaType: 'application/epub+zip', fileName: null, maxCharacters: 10_000 };
const book: Readonly<Record<string, string>> = {
  'META-INF/container.xml': `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
  'OPS/book.opf': `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <metadata><dc:title>Ducks</dc:title><dc:creator>Jo</dc:creator><dc:date>2026</dc:date>
      <meta property="dcterms:modified">2026-02-03T04:05:06Z</meta></metadata>
    <manifest><item id="b" href="text/b.xhtml"/><item id="a" href="text/a%20a.xhtml"/>
      <item id="n" href="nav.xhtml" properties="nav"/></manifest>
    <spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
  'OPS/nav.xhtml':
    '<html><body><nav><ol><li><a href="text/b.xhtml#top">Second</a></li></ol></nav></body></html>',
  'OPS/text/a a.xhtml': '<html><head><title/></head><body><h1>First</h1><p>one&nbsp;two</p></body></html>',
  'OPS/text/b.xhtml': '<html><body><p>three</p><aside>a note</aside></body></html>',
};
const load = async (changes: Readonly<Record<string, string>> = {}) =>
  loadEpub(zipOf({ ...book, ...changes }), hints);

describe('loadEpub', () => {
  it('reads chapters in the order of the spine, under their titles in the contents', async () => {
    const document = await load();
    expect(document.text).toBe('First\n\none two\n\nSecond\n\nthree\n\na note');
    expect(document.headings.map(({ text }) => text)).toEqual(['First', 'Second']);
    expect(document).toMatchObject({
      title: 'Ducks',
      properties: { author: 'Jo', created: '2026-01-01T00:00:00.000Z', modified: '2026-02-03T04:05:06.000Z' },
    });
  });

  it.each([
    [
      'digital rights management',
      `<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference URI="OPS/text/b.xhtml"/></encryption>`,
      'ENCRYPTED_DOCUMENT',
    ],
    [
      'nothing for encrypted fonts',
      `<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference URI="OPS/font.otf"/></encryption>`,
      'nothing',
    ],
  ])('refuses %s', async (_, encryption, code) => {
    expect(await failureCode(() => load({ 'META-INF/encryption.xml': encryption }))).toBe(code);
  });

  it.each([
    ['an archive that is no book', { 'META-INF/container.xml': '<a/>' }],
    [
      'a package that is missing',
      { 'META-INF/container.xml': (book['META-INF/container.xml'] ?? '').replace('OPS', 'X') },
    ],
    [
      'a path that leads out',
      { 'META-INF/container.xml': (book['META-INF/container.xml'] ?? '').replace('OPS', '../..') },
    ],
    ['entities', { 'OPS/book.opf': `<!DOCTYPE a [<!ENTITY x "y">]>${book['OPS/book.opf'] ?? ''}` }],
  ])('refuses %s', async (_, changes) => {
    expect(await failureCode(() => load(changes))).toBe('MALFORMED_DOCUMENT');
  });
});
