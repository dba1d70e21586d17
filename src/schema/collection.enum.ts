import type { ChunkingStrategy } from '../domain/collection.js';
import type { MetadataType } from '../domain/metadata.js';
import { enumType } from './enum-type.js';

export const MetadataTypeEnum = enumType<MetadataType>('MetadataType', 'The type of a metadata field.', {
  STRING: 'Text, compared case-sensitively.',
  NUMBER: 'A finite number.',
  BOOLEAN: 'True or false.',
  DATETIME: 'An RFC 3339 instant.',
  STRING_LIST: 'A list of texts.',
});

export const ChunkingStrategyEnum = enumType<ChunkingStrategy>(
  'ChunkingStrategy',
  'How a document is cut into chunks.',
  {
    RECURSIVE: 'Structure-aware: headings, paragraphs, sentences, in that order.',
    MARKDOWN: 'No chunk crosses a heading; fenced code and tables stay whole where they fit.',
    SENTENCE: 'Whole sentences, whatever paragraph they stand in; the next chunk repeats at least one.',
    CODE: 'Definitions stay together, then blocks of lines, then lines; their names count as headings.',
    PARENT_CHILD: 'Small chunks are searched; the passage shown is their parent.',
  },
);
