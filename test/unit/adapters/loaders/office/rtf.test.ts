import { describe, expect, it } from '@jest/globals';

import { loadRtf } from '../../../../../src/adapters/loaders/office/rtf/load-rtf.js';
import { failureCode } from '../../../../support/failure-code.js';

const hints = { mediaType: 'application/rtf', fileName: null, maxCharacters: 10_000 };
const load = async (rtf: string) => loadRtf(Buffer.from(rtf, 'latin1'), hints);

const fonts = '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 Mincho;}}';
const sample = `{\\rtf1\\ansi\\ansicpg1252${fonts}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}
{\\info{\\title Ducks}{\\author Jo}{\\doccomm no}}{\\header page}
{\\pard\\s1 Scope\\par}\\pard It is {\\b wide} \\endash  caf\\'e9.\\par
{\\listtext\\tab 1.\\tab}one\\par{\\listtext\\'b7\\tab}dot\\par\\pard
\\trowd\\intbl A\\cell B\\cell\\row\\intbl 1\\cell 2\\cell\\row\\pard end}`;

describe('loadRtf', () => {
  it('reads headings, paragraphs, lists and tables', async () => {
    const document = await load(sample);
    expect(document.text).toBe('Scope\n\nIt is wide – café.\n\n1. one\n- dot\n\nA | B\n1 | 2\n\nend');
    expect(document).toMatchObject({ title: 'Ducks', properties: { author: 'Jo' } });
    expect(document.headings).toEqual([{ offset: 0, level: 1, text: 'Scope' }]);
  });

  it.each([
    ['Unicode with what stands in for it', "\\uc2\\u12354\\'82\\'a0\\uc1\\u-10179?\\u-8704?", 'あ😀'],
    ['the code page of a font', "\\f1\\'ef\\'f0\\'e8\\f0\\'e9", 'приé'],
    ['two bytes for a character', "\\f2\\'93\\'fa", '日'],
    ['signs that mean something', 'a\\{b\\}\\\\c\\~d\\_e', 'a{b}\\c d-e'],
    ['fields', '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt link}}', 'link'],
    ['hidden text', 'a{\\v b}c', 'ac'],
    ['pictures and bytes', 'a{\\pict 0123}\\bin3 {{{b', 'ab'],
    ['what it does not know', 'a{\\*\\unknown b}c', 'ac'],
    ['a row without its end', '\\trowd\\intbl A\\cell B\\cell\\pard c\\par', 'A | B\n\nc'],
    ['a table without its end', '\\trowd\\intbl A\\cell B', 'A\n\nB'],
    ['footnotes', 'a{\\footnote why}b\\par', 'ab\n\nwhy'],
  ])('reads %s', async (_, rtf, text) => {
    expect((await load(`{\\rtf1\\ansi${fonts}${rtf}}`)).text).toBe(text);
  });

  it.each([
    ['groups 100,000 deep', `{\\rtf1${'{'.repeat(100_000)}`, 'MALFORMED_DOCUMENT'],
    ['no text', '{\\rtf1\\ansi\\par}', 'NO_TEXT'],
    ['too much text', `{\\rtf1 ${'x'.repeat(10_001)}}`, 'DOCUMENT_TOO_LARGE'],
    ['something else', 'hello', 'MALFORMED_DOCUMENT'],
  ])('refuses %s', async (_, rtf, code) => {
    expect(await failureCode(() => load(rtf))).toBe(code);
  });

  it('refuses a file cut off at each tenth', async () => {
    for (let tenth = 0; tenth < 10; tenth++) {
      const cut = sample.slice(0, Math.floor((sample.length * tenth) / 10));
      expect(await failureCode(() => load(cut))).toBe('MALFORMED_DOCUMENT');
    }
  });
});
