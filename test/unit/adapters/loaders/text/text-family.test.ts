import { describe, expect, it } from '@jest/globals';

import { loadDocument } from '../../../../../src/adapters/loaders/load-document.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';

function load(fileName: string, content: string | Uint8Array): Promise<LoadedDocument> {
  const source = { bytes: Buffer.from(content), mediaType: null, fileName };
  return loadDocument(source, { maxCharacters: 1_000_000 });
}

const textOf = async (fileName: string, content: string): Promise<string> =>
  (await load(fileName, content)).text;

describe('separated values', () => {
  it.each([
    ['commas', 'a,b\n"1,5",2\n', 'a | b\n1,5 | 2'],
    ['semicolons, with commas in numbers', 'a;b\n1,5;2\n2,5;3\n', 'a | b\n1,5 | 2\n2,5 | 3'],
    ['tabs', 'a\tb\r\n1\t2\r\n', 'a | b\n1 | 2'],
    ['bars', 'a|b\n1|2\n', 'a | b\n1 | 2'],
    ['a delimiter told to Excel', 'sep=;\r\na,b;c\r\n1;2\r\n', 'a,b | c\n1 | 2'],
    ['line ends in cells', 'a,b\n"one\ntwo",2\n', 'a | b\none two | 2'],
    ['doubled quotes', 'a,b\n"say ""hi""",2\n', 'a | b\nsay "hi" | 2'],
    ['quotes in the middle', 'a,b\n5" pipe,2\n', 'a | b\n5" pipe | 2'],
    ['rows of different lengths', 'a,b,c\n1,2\n\n1,2,3,4\n,,\n', 'a | b | c\n1 | 2\n1 | 2 | 3 | 4'],
    ['one column', 'name\nFox\nOwl\n', 'name\nFox\nOwl'],
  ])('reads %s', async (_what, csv, text) => {
    expect(await textOf('a.csv', csv)).toBe(text);
  });

  it('is one block', async () => {
    expect((await load('a.tsv', 'a\tb\n1\t2\n')).blocks).toEqual([0]);
  });
});

describe('JSON', () => {
  it.each([
    ['paths', '{"a": {"b": {"c": "x"}}, "d": true}', 'a.b.c: x\nd: true'],
    [
      'numbers as they are written',
      '{"a": 1.10, "b": 12345678901234567890, "c": -1e5}',
      'a: 1.10\nb: 12345678901234567890\nc: -1e5',
    ],
    [
      'digits and quotes in strings',
      '{"a 1": "say \\"2\\" \\\\", "b": ["-3", 4]}',
      'a 1: say "2" \\\nb: -3, 4',
    ],
    ['no nulls and nothing empty', '{"a": null, "b": "", "c": [], "d": {}, "e": [null, ""], "f": 0}', 'f: 0'],
    ['a list of records', '[{"a": 1, "b": 2}, {"a": 3}]', 'a: 1\nb: 2\n\na: 3'],
    [
      'records in a record',
      '{"n": 1, "of": [{"a": 2, "b": 3}, {"a": 4}], "z": 5}',
      'n: 1\n\nof[0].a: 2\nof[0].b: 3\n\nof[1].a: 4\n\nz: 5',
    ],
    ['a lone value', '"words"', 'words'],
    ['lines in a text', '{"a": "one\\ntwo"}', 'a: one\ntwo'],
  ])('reads %s', async (_what, json, text) => {
    expect(await textOf('a.json', json)).toBe(text);
  });

  it('begins a block at each record', async () => {
    const { text, blocks } = await load('a.jsonl', '{"a": 1}\n\n{"a": 2}\r\n{"a": 3}');
    expect(blocks.map((start) => text.slice(start, start + 4))).toEqual(['a: 1', 'a: 2', 'a: 3']);
  });

  it('tells the line that is broken', async () => {
    await expect(load('a.jsonl', '{"a": 1}\n\n{"a": \n')).rejects.toThrow(/^line 3 of it is not valid JSON/);
  });
});

describe('captions', () => {
  it('keeps what is said and by whom, not when', async () => {
    const vtt = [
      'WEBVTT - a title',
      '',
      'STYLE\n::cue { color: red }',
      '',
      'NOTE nobody sees this',
      '',
      'one',
      '00:00.000 --> 00:02.000 align:start',
      '<v.loud Ann>Tom &amp; <i>Jerry</i>',
      'are here.',
      '',
      '00:02.000 --> 00:04.000',
      '<v Ann>Right.</v>',
      '',
      '00:04.000 --> 00:06.000',
      '<v Bob>Where? <00:05.000>Here?',
      '',
      '01:00:04.000 --> 01:00:06.000',
      'Silence.',
    ].join('\n');
    expect(await textOf('a.vtt', vtt)).toBe(
      'Ann: Tom & Jerry\nare here.\nRight.\n\nBob: Where? Here?\n\nSilence.',
    );
  });

  it('leaves out what rolls by again, and styles of subtitles', async () => {
    const cue = (number: number, text: string) =>
      `${number}\r\n00:00:0${number},000 --> 00:00:0${number + 1},000\r\n${text}\r\n\r\n`;
    const srt = cue(1, '{\\an8}<b>Hello</b>') + cue(2, 'Hello') + cue(3, 'you');
    expect(await textOf('a.srt', srt)).toBe('Hello\nyou');
  });
});

describe('mails', () => {
  const mail = [
    'From: =?utf-8?q?Ann_L=C3=B6w?= <ann@x.test>',
    'To: bob@x.test, Cy <cy@x.test>',
    'Date: Mon, 01 Jan 2024 10:00:00 +0200',
    'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Sch=F6n,',
    'oder?',
    '',
    'Ann',
    '--b',
    'Content-Type: application/pdf; name=plan.pdf',
    'Content-Disposition: attachment; filename=plan.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0=',
    '--b--',
  ].join('\r\n');

  it('keeps who wrote, the text and the names of the attachments', async () => {
    const { text, title, properties, headings } = await load('a.eml', mail);
    expect(text).toBe(
      'Grüße\n\nFrom: Ann Löw <ann@x.test>\nTo: bob@x.test, Cy <cy@x.test>\nDate: 2024-01-01T08:00:00.000Z\n\n' +
        'Schön,\noder?\n\nAnn\n\n- Attachment: plan.pdf',
    );
    expect(title).toBe('Grüße');
    expect(properties).toEqual({ author: 'Ann Löw', created: '2024-01-01T08:00:00.000Z' });
    expect(headings).toEqual([{ offset: 0, level: 1, text: 'Grüße' }]);
  });

  it('reads HTML where there is no other text', async () => {
    const html =
      'From: a@x.test\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<style>b{}</style><p>Hello <b>you</b>!</p><p>Bye</p>';
    expect(await textOf('a.eml', html)).toBe('From: a@x.test\n\nHello you!\n\nBye');
  });
});

describe('source code', () => {
  it.each([
    [
      'a.py',
      'import os\n\nasync def run():\n  def inner(): pass\n\nclass Fox(Animal):\n  pass\n',
      ['def run', 'class Fox'],
    ],
    [
      'a.ts',
      'export interface Fox {}\nexport default class Den {}\nasync function dig() {}\n',
      ['interface Fox', 'class Den', 'function dig'],
    ],
    [
      'a.rs',
      'pub(crate) fn dig() {}\nstruct Fox;\nimpl Fox {\n    fn run() {}\n}\n',
      ['fn dig', 'struct Fox', 'impl Fox'],
    ],
    ['a.go', 'package main\n\nfunc Dig() {}\n\ntype Fox struct {}\n', ['func Dig', 'type Fox']],
    ['a.java', 'public final class Fox {\n  void run() {}\n}\n', ['class Fox']],
  ])('finds what %s defines, its text as it is', async (fileName, code, names) => {
    const { text, headings, blocks } = await load(fileName, code);
    expect(text).toBe(code);
    expect(headings.map(({ text: name }) => name)).toEqual(names);
    for (const { offset } of headings) expect(blocks).toContain(offset);
  });
});
