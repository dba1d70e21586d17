import { describe, expect, it } from '@jest/globals';

import { placeOf, printSources, type CitedSource } from '../../../src/commands/print-sources.js';
import { recordingTerminal } from '../../support/recording-terminal.js';

function cited(marker: number, quote: string, title: string | null = 'Guide'): CitedSource {
  return {
    marker,
    quote,
    passage: { headingPath: ['Guide', 'Start'] },
    document: { title, externalId: 'docs/guide.md' },
  };
}

describe('printSources', () => {
  it('lists each marker once, in order, with title, headings, file and its quotes', () => {
    const terminal = recordingTerminal();
    printSources(terminal, [
      cited(2, 'Second.'),
      cited(1, 'First.'),
      cited(2, 'Third.'),
      cited(2, 'Second.'),
    ]);
    expect(terminal.written()).toBe(
      [
        '',
        'Sources',
        '[1] Guide › Start — docs/guide.md',
        '    “First.”',
        '[2] Guide › Start — docs/guide.md',
        '    “Second.”',
        '    “Third.”',
        '',
      ].join('\n'),
    );
  });

  it('says so of a document that is gone', () => {
    const terminal = recordingTerminal();
    printSources(terminal, [{ ...cited(1, 'Gone.'), document: null }]);
    expect(terminal.written()).toContain('[1] a document deleted since\n');
  });

  it('writes nothing where nothing is cited', () => {
    const terminal = recordingTerminal();
    printSources(terminal, []);
    expect(terminal.written()).toBe('');
  });
});

describe('placeOf', () => {
  it('tells a title that is the first heading too only once', () => {
    expect(placeOf('Guide', ['Guide', 'Start'])).toBe('Guide › Start');
    expect(placeOf(null, ['Start'])).toBe('Start');
    expect(placeOf('Guide', [])).toBe('Guide');
  });
});
