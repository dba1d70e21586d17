import { TextAndMarkdownLoader } from '../../src/adapters/loaders/text-and-markdown-loader.js';
import type { DocumentLoader } from '../../src/ports/document-loader.js';
import { describeDocumentLoader } from './document-loader.contract.js';

const file = (text: string, fileName: string | null = null): Parameters<DocumentLoader['load']>[0] => ({
  bytes: new TextEncoder().encode(text),
  mediaType: null,
  fileName,
});

describeDocumentLoader('TextAndMarkdownLoader', () => ({
  loader: new TextAndMarkdownLoader({ maxCharacters: 1000 }),
  samples: [
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
  ],
  tooLong: file('word '.repeat(201)),
  withoutText: file(' \r\n\t\n'),
}));
