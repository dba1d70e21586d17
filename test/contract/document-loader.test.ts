import { SystemClock } from '../../src/adapters/clock/system-clock.js';
import { IsolatedLoader } from '../../src/adapters/loaders/isolated-loader.js';
import type { DocumentLoader } from '../../src/ports/document-loader.js';
import { describeDocumentLoader, type DocumentLoaderUnderTest } from './document-loader.contract.js';

const file = (text: string, fileName: string | null = null): Parameters<DocumentLoader['load']>[0] => ({
  bytes: new TextEncoder().encode(text),
  mediaType: null,
  fileName,
});

const samples: DocumentLoaderUnderTest['samples'] = [
  {
    name: 'plain text',
    source: file('First paragraph,\nstill the first.\n\nSecond 😀 one.\n', 'notes.txt'),
    words: ['First paragraph,\nstill', '😀 one.'],
    headings: [],
    title: null,
  },
  {
    name: 'Markdown',
    source: file(
      '# The *guide*\n\nWords.\n\nSetup\n-----\n\n- one\n- two\n\n```\n# no heading\n```\n',
      'guide.md',
    ),
    words: ['# The *guide*', 'Words.', '# no heading'],
    headings: ['The guide', 'Setup'],
    title: 'The guide',
  },
  {
    name: 'Markdown with front matter and CRLF',
    source: file('---\r\ntitle: "Release notes"\r\n---\r\n\r\n## New\r\n\r\nMore words.\r\n', 'notes.md'),
    words: ['More words.'],
    headings: ['New'],
    title: 'Release notes',
  },
  {
    name: 'CSV',
    source: file('name,size\n"Fox, red",12\n\nOwl,\n', 'animals.csv'),
    words: ['name | size\nFox, red | 12\nOwl'],
    headings: [],
    title: null,
  },
  {
    name: 'JSON',
    source: file('{"name": "Fox", "legs": 4, "of": {"order": ["Carnivora", null]}}'),
    words: ['name: Fox\nlegs: 4\nof.order: Carnivora'],
    headings: [],
    title: null,
  },
  {
    name: 'JSON lines',
    source: file('{"name": "Fox"}\n{"name": "Owl"}\n', 'animals.jsonl'),
    words: ['name: Fox\n\nname: Owl'],
    headings: [],
    title: null,
  },
  {
    name: 'WebVTT',
    source: file('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello <i>you</i>!\n'),
    words: ['Ann: Hello you!'],
    headings: [],
    title: null,
  },
  {
    name: 'SRT',
    source: file('1\r\n00:00:01,000 --> 00:00:02,000\r\nHello you!\r\n'),
    words: ['Hello you!'],
    headings: [],
    title: null,
  },
  {
    name: 'a mail',
    source: file('From: Ann <ann@x.test>\r\nSubject: News\r\nMIME-Version: 1.0\r\n\r\nHello you!\r\n'),
    words: ['From: Ann <ann@x.test>', 'Hello you!'],
    headings: ['News'],
    title: 'News',
  },
  {
    name: 'source code',
    source: file('import os\n\ndef run(fast):\n    pass\n\nclass Fox:\n    pass\n', 'fox.py'),
    words: ['import os\n\ndef run(fast):\n    pass'],
    headings: ['def run', 'class Fox'],
    title: null,
  },
];

describeDocumentLoader('IsolatedLoader', () => {
  const loader = new IsolatedLoader({
    clock: new SystemClock(),
    maxCharacters: 1000,
    processes: 2,
    timeLimitMs: 60_000,
    memoryLimitMb: 512,
  });
  return {
    loader,
    close: () => loader.close(),
    samples,
    tooLong: file('word '.repeat(201)),
    withoutText: file(' \r\n\t\n'),
  };
});
