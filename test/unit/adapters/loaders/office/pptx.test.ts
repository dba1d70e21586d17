import { describe, expect, it } from '@jest/globals';

import { loadPptx } from '../../../../../src/adapters/loaders/office/pptx/load-pptx.js';
import { failureCode } from '../../../../support/failure-code.js';
import { pptxOf } from '../../../../support/office-files.js';

const hints = { mediaType: 'application/pptx', fileName: null, maxCharacters: 10_000 };
const paragraph = (text: string): string => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (placeholder: string, ...texts: readonly string[]): string =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${texts.map(paragraph).join('')}</p:txBody></p:sp>`;
const cell = (text: string, attributes = ''): string =>
  `<a:tc ${attributes}><a:txBody>${paragraph(text)}</a:txBody></a:tc>`;

describe('loadPptx', () => {
  it('reads slides in order: title, text, notes; each is a page', async () => {
    const first =
      shape('<p:ph type="body"/>', 'one', 'two') +
      shape('<p:ph type="title"/>', 'Plan') +
      shape('<p:ph type="sldNum"/>', '1');
    const group = `<p:grpSp>${shape('', 'free')}</p:grpSp>`;
    const document = await loadPptx(pptxOf([first, group], shape('<p:ph type="body"/>', 'Say it.')), hints);
    expect(document.text).toBe('Plan\n\n- one\n- two\n\nSay it.\n\nfree');
    expect(document.title).toBe('Plan');
    expect(document.pages).toEqual([
      { offset: 0, page: 1 },
      { offset: 28, page: 2 },
    ]);
  });

  it('writes tables as rows, merged cells in all that they cover', async () => {
    const table = `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>
      <a:tr>${cell('A', 'gridSpan="2"')}${cell('', 'hMerge="1"')}${cell('B', 'rowSpan="2"')}</a:tr>
      <a:tr>${cell('1')}${cell('2')}${cell('', 'vMerge="1"')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
    expect((await loadPptx(pptxOf([table]), hints)).text).toBe('A | A | B\n1 | 2 | B');
  });

  it.each([
    ['slides without text', pptxOf([shape('')]), 'NO_TEXT'],
    ['a broken slide', pptxOf(['<p:sp>']), 'MALFORMED_DOCUMENT'],
    ['groups 100,000 deep', pptxOf(['<p:grpSp>'.repeat(100_000)]), 'MALFORMED_DOCUMENT'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await failureCode(() => loadPptx(bytes, hints))).toBe(code);
  });
});
