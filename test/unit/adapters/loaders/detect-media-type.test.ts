import { describe, expect, it } from '@jest/globals';

import { detectMediaType, type SourceHints } from '../../../../src/adapters/loaders/detect-media-type.js';
import { zipOf } from '../../../support/zip-writer.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const compound = (stream: string): Uint8Array =>
  Buffer.concat([
    latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'.padEnd(512, '\0')),
    Buffer.from(stream, 'utf16le'),
  ]);

function detect(bytes: Uint8Array | string, hints: Partial<SourceHints> = {}): string {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return detectMediaType(content, { mediaType: null, fileName: null, ...hints });
}

const wrong = { mediaType: 'text/plain', fileName: 'notes.txt' };
const ooxml = 'application/vnd.openxmlformats-officedocument';
const odt = 'application/vnd.oasis.opendocument.text';

describe('detectMediaType', () => {
  it.each([
    ['a PDF', latin1('%PDF-1.7\n1 0 obj'), 'application/pdf'],
    ['a PDF behind other bytes', latin1('\0\x01junk\n%PDF-1.4\n'), 'application/pdf'],
    ['RTF', latin1('{\\rtf1\\ansi hello}'), 'application/rtf'],
    [
      'DOCX',
      zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }),
      `${ooxml}.wordprocessingml.document`,
    ],
    ['XLSX', zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), `${ooxml}.spreadsheetml.sheet`],
    [
      'PPTX',
      zipOf({ '[Content_Types].xml': '', 'ppt/slides/a.xml': '' }),
      `${ooxml}.presentationml.presentation`,
    ],
    ['ODT', zipOf({ mimetype: odt, 'content.xml': '' }), odt],
    ['EPUB', zipOf({ mimetype: 'application/epub+zip' }), 'application/epub+zip'],
    ['EPUB without its mark', zipOf({ 'META-INF/container.xml': '' }), 'application/epub+zip'],
  ])('knows %s by its bytes, whatever it is said to be', (_what, bytes, type) => {
    expect(detect(bytes, wrong)).toBe(type);
  });

  it.each([
    ['a ZIP archive', zipOf({ 'a.txt': 'words' }), /ZIP/],
    ['a PNG', latin1('\x89PNG\r\n\x1a\n\0'), /PNG/],
    ['a JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), /JPEG/],
    ['a gzip archive', latin1('\x1f\x8b\x08\0'), /gzip/],
    ['an MP4 video', latin1('\0\0\0\x20ftypisom'), /MP4/],
    ['a tar archive', latin1(`${'name'.padEnd(257, '\0')}ustar\0`), /tar/],
    ['an old Word document', compound('WordDocument'), /\.doc\b/],
    ['an old Excel workbook', compound('Workbook'), /\.xls\b/],
    ['an Outlook message', compound('__substg1.0_0037001F'), /\.msg\b/],
    [
      'a binary workbook',
      zipOf({ '[Content_Types].xml': '', 'xl/workbook.bin': '', 'xl/workbook.xml': '' }),
      /\.xlsb/,
    ],
    ['text with a NUL', latin1('some words\0 more words'), /binary/],
    ['text full of control characters', latin1('\x01\x02\x03a\x04\x05b\x06\x07'.repeat(20)), /binary/],
  ])('refuses %s, whatever it is said to be, and names it', (_what, bytes, kind) => {
    expect(() => detect(bytes, wrong)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE', message: expect.stringMatching(kind) }),
    );
  });

  it('tells a document with a password', () => {
    expect(() => detect(compound('EncryptedPackage'), { fileName: 'a.docx' })).toThrow(
      expect.objectContaining({ code: 'ENCRYPTED_DOCUMENT' }),
    );
  });

  it.each([
    ['an HTML page named as a PDF', '<html>words</html>', 'report.pdf'],
    ['noise named as a Word document', latin1('\x07\x91\xe3zzz'), 'https://x.test/a/Report.DOCX?download=1'],
    ['a ZIP container without its directory', zipOf({ 'word/document.xml': 'x' }).subarray(0, 40), 'a.docx'],
  ])('calls %s malformed', (_what, bytes, fileName) => {
    expect(() => detect(bytes, { fileName })).toThrow(
      expect.objectContaining({ code: 'MALFORMED_DOCUMENT' }),
    );
  });

  it.each([
    ['declared Markdown', 'words', { mediaType: 'text/markdown' }, 'text/markdown'],
    ['declared plain', '# words', { mediaType: 'text/plain', fileName: 'a.md' }, 'text/plain'],
    ['declared plain though it is HTML', '<html>', { mediaType: 'text/plain' }, 'text/plain'],
    ['named as Markdown', 'words', { fileName: 'docs/Guide.MD' }, 'text/markdown'],
    ['named as Markdown in a URL', 'words', { fileName: 'https://x.test/a.md?raw=1#top' }, 'text/markdown'],
    ['named with signs that URLs end at', 'words', { fileName: 'C#/notes?.md' }, 'text/markdown'],
    ['named as a program', '# a comment\nx = 1', { fileName: 'tool.py' }, 'text/x-python'],
    ['named as a program on Windows', 'x = 1', { fileName: 'C:\\src\\main.RS' }, 'text/x-rust'],
    ['named as something unknown', '# a comment', { fileName: 'tool.conf' }, 'text/plain'],
    ['a heading under a plain URL', '# words', { fileName: 'https://x.test' }, 'text/markdown'],
    ['a heading', 'intro\n\n## words\n', {}, 'text/markdown'],
    ['a fence', 'words\n```js\n1\n```', {}, 'text/markdown'],
    ['a list of links', '- [one](https://x.test)', {}, 'text/markdown'],
    ['a number sign in prose', 'We are #1 and #2.\n#hashtag', {}, 'text/plain'],
    ['a wrong declaration', '# words', { mediaType: 'image/png' }, 'text/markdown'],
    ['a page of some terminal', '\u001b[1mbold\u001b[0m words', {}, 'text/plain'],
    ['an HTML page', '<!-- x -->\n<!DOCTYPE html><html><p>words</p></html>', {}, 'text/html'],
    ['an HTML page named as data', '<html><p>words</p></html>', { fileName: 'a.csv' }, 'text/html'],
    ['a part of a page, declared', '<p>words</p>', { mediaType: 'text/html' }, 'text/html'],
    ['a mail', 'Received: from a\r\n by b\r\nSubject: words\r\n\r\ntext', {}, 'message/rfc822'],
    ['a letter that looks like a mail', 'From: me\nTo: you\n\nwords', {}, 'text/plain'],
    ['prose named as a mail', 'no header at all', { fileName: 'a.eml' }, 'text/plain'],
    ['captions', 'WEBVTT\n\n00:01.000 --> 00:02.000\nwords', {}, 'text/vtt'],
    ['prose named as captions', 'words', { fileName: 'a.vtt' }, 'text/plain'],
    ['subtitles', '1\r\n00:00:01,000 --> 00:00:02,000\r\nwords', {}, 'application/x-subrip'],
    ['JSON', ' {"a": [1, 2]}\n', {}, 'application/json'],
    ['JSON in UTF-16', Buffer.from('\ufeff{"a": 1}', 'utf16le'), {}, 'application/json'],
    ['JSON of some kind', '{}', { mediaType: 'application/ld+json' }, 'application/json'],
    ['JSON lines', '{"a": 1}\n{"a": 2}\n', {}, 'application/jsonl'],
    ['a note in brackets', '[1] See above.', {}, 'text/plain'],
    ['declared CSV', 'a,b\n1,2', { mediaType: 'text/csv' }, 'text/csv'],
    ['what may be CSV but is not said to be', 'a,b\n1,2', {}, 'text/plain'],
    ['named as TSV', 'a\tb\n1\t2', { fileName: 'a.tsv' }, 'text/tab-separated-values'],
    ['an XML file', '<?xml version="1.0"?><a>b</a>', { fileName: 'a.xml' }, 'application/xml'],
    ['a text about PDF', 'A PDF begins with\n%PDF-1.4', {}, 'text/plain'],
  ])('takes text for what it is: %s', (_what, text, facts, mediaType) => {
    expect(detect(text, facts)).toBe(mediaType);
  });

  it.each([
    ['spaces', ' '.repeat(200_000)],
    ['comments', '<!--'.repeat(50_000)],
    ['brackets', '['.repeat(200_000)],
    ['colons', 'a:'.repeat(100_000)],
    ['XML declarations', '<?xml '.repeat(50_000)],
    ['digits', '1\n'.repeat(100_000)],
  ])('is not slowed down by many %s', (_what, text) => {
    expect(detect(text)).toBe('text/plain');
  });
});
