import { afterAll, describe, expect, it } from '@jest/globals';

import { SystemClock } from '../../../../../src/adapters/clock/system-clock.js';
import { IsolatedLoader } from '../../../../../src/adapters/loaders/isolated-loader.js';
import { IngestionFailure } from '../../../../../src/domain/errors.js';
import { seededRandom } from '../../../../support/seeded-random.js';

const million = 1_000_000;
/** No pass mark: for machines that are busy. */
const testTimeout = 60_000;
const loader = new IsolatedLoader({
  clock: new SystemClock(),
  maxCharacters: 20 * million,
  processes: 2,
  timeLimitMs: 60_000,
  memoryLimitMb: 512,
});
afterAll(() => loader.close());

type Source = Parameters<IsolatedLoader['load']>[0];

function named(fileName: string, content: string | Uint8Array): Source {
  return { bytes: Buffer.from(content), mediaType: null, fileName };
}

const random = seededRandom();
const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 256));
const nestedMail = Array.from(
  { length: 300 },
  (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
).join('');
const longKey = 'key'.repeat(3000);

describe('hostile texts', () => {
  it.each([
    [
      'MALFORMED_DOCUMENT',
      'lists in lists in JSON',
      () => named('a.json', '['.repeat(1e5) + ']'.repeat(1e5)),
    ],
    [
      'MALFORMED_DOCUMENT',
      'objects in objects in JSON',
      () => named('a.json', `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`),
    ],
    ['MALFORMED_DOCUMENT', 'JSON that is cut off', () => named('a.json', '{"a": [1, 2, {"b": tru')],
    [
      'DOCUMENT_TOO_LARGE',
      'JSON whose paths are much longer than its values',
      () => named('a.json', `${`{"${longKey}":`.repeat(150)}[${'{"a":1},'.repeat(100)}1]${'}'.repeat(150)}`),
    ],
    [
      'MALFORMED_DOCUMENT',
      'one bad line in JSON lines',
      () => named('a.jsonl', '{"a":1}\n{"a":2\n{"a":3}\n'),
    ],
    ['DOCUMENT_TOO_LARGE', 'a line of 50 MB', () => named('a.txt', Buffer.alloc(50 * million, 'a'))],
    ['DOCUMENT_TOO_LARGE', 'a very large file', () => named('a.md', Buffer.alloc(90 * million, '#'))],
    ['UNSUPPORTED_MEDIA_TYPE', 'NULs alone', () => named('a.txt', new Uint8Array(million))],
    ['UNSUPPORTED_MEDIA_TYPE', 'NULs after a text', () => named('a.csv', `a,b\n1,2\n${'\0'.repeat(100)}`)],
    [
      'MALFORMED_DOCUMENT',
      'UTF-16 that is cut off',
      () => named('a.txt', Buffer.from('\ufeffwords', 'utf16le').subarray(0, 11)),
    ],
    [
      'MALFORMED_DOCUMENT',
      'bytes that are no text in the end',
      () => named('a.txt', Buffer.concat([Buffer.from(`Ça va ${'a'.repeat(1e5)}`), Buffer.from([0xff])])),
    ],
    [
      'MALFORMED_DOCUMENT',
      'a quoted cell that never ends',
      () => named('a.csv', `a,b\n"${'c,d\n'.repeat(1e5)}`),
    ],
    ['NO_TEXT', 'a million empty cells', () => named('a.csv', ','.repeat(million))],
    ['MALFORMED_DOCUMENT', 'a mail of parts in parts', () => named('a.eml', nestedMail)],
    [
      'MALFORMED_DOCUMENT',
      'a mail with a header of 5 MB',
      () => named('a.eml', `Subject: ${'a'.repeat(5 * million)}`),
    ],
    [
      'ENCRYPTED_DOCUMENT',
      'an encrypted mail',
      () => named('a.eml', 'From: a@x.test\r\nContent-Type: multipart/encrypted; boundary=b\r\n\r\n--b--'),
    ],
    ['MALFORMED_DOCUMENT', 'subtitles with broken times', () => named('a.srt', '1\n00:00:01,000 -->\nwords')],
    [
      'NO_TEXT',
      'captions without words',
      () => named('a.vtt', 'WEBVTT\n\nNOTE words\n\n00:01.000 --> 00:02.000\n'),
    ],
    ['NO_TEXT', 'an empty file', () => named('a.md', '')],
    ['MALFORMED_DOCUMENT', 'an empty PDF', () => named('a.pdf', '')],
    [
      'MALFORMED_DOCUMENT',
      'noise named as a document',
      () => named('a.docx', [0x81, ...noise(4096)] as never),
    ],
  ])(
    'ends with %s: %s',
    async (code, _what, create) => {
      // What is read of these is too long to print.
      const outcome = await loader.load(create()).then(
        () => 'read',
        (error: unknown) => error,
      );
      expect(outcome).toMatchObject({ code });
    },
    testTimeout,
  );

  it.each([
    ['a line of 19 MB', () => named('a.txt', Buffer.alloc(19 * million, 'a'))],
    ['a cell of 19 MB', () => named('a.csv', `a,"${'b'.repeat(19 * million)}"\n`)],
    ['many short rows', () => named('a.csv', '1\n'.repeat(million / 4))],
    ['a string of 15 MB in JSON', () => named('a.json', JSON.stringify({ a: 'b\\"'.repeat(3 * million) }))],
    ['keys that are names of JavaScript', () => named('a.json', '{"__proto__": {"constructor": "x"}}')],
    ['a mail of 5000 parts', () => named('a.eml', mailOfParts(5000))],
    ['a mail whose parts never end', () => named('a.eml', mailOfParts(10).slice(0, -5))],
    [
      'captions full of open tags',
      () => named('a.vtt', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<v '.repeat(1e6)}`),
    ],
    ['quotes in quotes in Markdown', () => named('a.md', `${'>'.repeat(1e5)} words`)],
    ['lists in lists in Markdown', () => named('a.md', `${'- '.repeat(1e5)} words`)],
    ['a heading of open brackets', () => named('a.md', `# ${'['.repeat(1e6)}`)],
    ['modifiers that define nothing', () => named('a.rs', 'pub '.repeat(million))],
    ['damaged bytes by the million', () => named('a.txt', Buffer.alloc(5 * million, 'caf\xe9 ', 'latin1'))],
  ])(
    'reads %s',
    async (_what, create) => {
      const { text, blocks } = await loader.load(create());
      expect(text.trim().length).toBeGreaterThan(0);
      expect(blocks[0]).toBe(0);
    },
    testTimeout,
  );
});

describe('texts cut off at each tenth', () => {
  it.each([
    ['a.eml', mailOfParts(3)],
    ['a.json', '{"name": "Fox", "legs": [1, 2, 3, 4], "of": {"order": "Carnivora"}}'],
    ['a.csv', 'name,legs\n"Fox, red",4\n"Owl ""Hoot""",2\n'],
    ['a.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello <i>you</i>!\n'],
    ['a.txt', Buffer.from('\ufeffwords and more words 😀', 'utf16le')],
    ['a.md', '---\ntitle: a\n---\n\n# One\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  ])('are read or refused: %s', async (name, content) => {
    const whole = Buffer.from(content);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const part = whole.subarray(0, Math.floor((whole.length * tenth) / 10));
      const outcome = await loader.load(named(name, part)).then(
        ({ text }) => text.trim() !== '',
        (error: unknown) =>
          error instanceof IngestionFailure && ['MALFORMED_DOCUMENT', 'NO_TEXT'].includes(error.code),
      );
      expect([tenth, outcome]).toEqual([tenth, true]);
    }
  });
});

function mailOfParts(count: number): string {
  const part = '--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n';
  return `From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(count)}--b--`;
}
