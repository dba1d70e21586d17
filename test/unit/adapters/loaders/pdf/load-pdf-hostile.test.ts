import { describe, expect, it } from '@jest/globals';

import { loadPdf } from '../../../../../src/adapters/loaders/pdf/load-pdf.js';
import type { LoadedDocument } from '../../../../../src/ports/document-loader.js';
import { pdfFile, pdfOf, show, stream } from './pdf-file.js';

const hints = { mediaType: 'application/pdf', fileName: 'a.pdf', maxCharacters: 100_000 };

async function load(bytes: Uint8Array, maxCharacters = hints.maxCharacters): Promise<LoadedDocument> {
  return loadPdf(bytes, { ...hints, maxCharacters });
}

const pages = ['The first page.', 'The second page.', 'The third page.'];
const sound = pdfFile({ pages: pages.map((text) => ({ content: show(50, 700, text) })) });
const malformed = { name: 'IngestionFailure', code: 'MALFORMED_DOCUMENT' };
const catalog = '<< /Type /Catalog /Pages 2 0 R >>';

describe('loadPdf: files that are no PDF or damaged', () => {
  it.each([
    ['nothing', ''],
    ['another text', 'This is only named like a PDF file.'],
    ['a header and nothing else', '%PDF-1.7\n'],
    ['a header before noise', `%PDF-1.7\n${'\x81\x92\xff\x00'.repeat(500)}`],
  ])('refuses %s', async (_, content) => {
    await expect(load(Buffer.from(content, 'latin1'))).rejects.toMatchObject(malformed);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('refuses a file cut off after %d tenths of it', async (tenths) => {
    const cut = sound.slice(0, Math.floor((sound.length * tenths) / 10));
    await expect(load(cut)).rejects.toMatchObject(malformed);
  });

  it('reads all of a file whose cross-references are wrong', async () => {
    const text = Buffer.from(sound)
      .toString('latin1')
      .replace(/^\d{10} 00000 n/gm, '0000000009 00000 n');
    expect((await load(Buffer.from(text, 'latin1'))).text).toBe(pages.join('\n\n'));
  });

  it('reads all of a file that says a wrong place of its cross-references', async () => {
    const text = Buffer.from(sound)
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7');
    expect((await load(Buffer.from(text, 'latin1'))).text).toBe(pages.join('\n\n'));
  });

  it('refuses a file with a page that is not there', async () => {
    const text = Buffer.from(sound).toString('latin1').replace('12 0 obj', '99 0 obj');
    await expect(load(Buffer.from(text, 'latin1'))).rejects.toMatchObject(malformed);
  });

  it('refuses a page whose content is damaged', async () => {
    const damaged = pdfFile({
      pages: [{ content: show(50, 700, 'Words') }, { content: '' }],
      objects: { 13: stream('x\x9c\xff\xff no deflated bytes', '/Filter /FlateDecode') },
    });
    await expect(load(damaged)).rejects.toMatchObject(malformed);
  });
});

describe('loadPdf: files without text that can be read', () => {
  it('says that pages without text look scanned', async () => {
    const empty = pdfFile({ pages: [{ content: '0 0 600 800 re f' }, { content: '' }] });
    await expect(load(empty)).rejects.toMatchObject({ code: 'NO_TEXT' });
    await expect(load(empty)).rejects.toThrow(/its 2 pages have no text.*looks scanned/);
  });

  it('says that a password is needed', async () => {
    const key = '0'.repeat(64);
    const locked = pdfFile({
      pages: [{ content: show(50, 700, 'Secret') }],
      trailer: `/Encrypt 100 0 R /ID [<${'0'.repeat(32)}> <${'0'.repeat(32)}>]`,
      objects: { 100: `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${key}> /U <${key}> >>` },
    });
    await expect(load(locked)).rejects.toMatchObject({ code: 'ENCRYPTED_DOCUMENT' });
  });

  it('stops at the page where the text becomes too long', async () => {
    await expect(load(sound, 20)).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE' });
    const { length } = pages.join('\n\n');
    expect((await load(sound, length)).text).toHaveLength(length);
    await expect(load(sound, length - 1)).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE' });
  });
});

describe('loadPdf: hostile files', () => {
  const pageTree = (entries: string, further: Record<number, string> = {}): Uint8Array =>
    pdfOf({ objects: { 1: catalog, 2: `<< /Type /Pages ${entries} >>`, ...further } });

  it('refuses a page tree that holds itself', async () => {
    await expect(load(pageTree('/Kids [2 0 R] /Count 1'))).rejects.toMatchObject(malformed);
  });

  it('refuses a page tree that goes round through other nodes', async () => {
    const loop = {
      3: '<< /Type /Pages /Kids [4 0 R] /Count 1 /Parent 2 0 R >>',
      4: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    };
    await expect(load(pageTree('/Kids [3 0 R] /Count 1', loop))).rejects.toMatchObject(malformed);
  });

  it('reads the one page of a file that claims a billion', async () => {
    const claimed = Buffer.from(pdfFile({ pages: [{ content: show(50, 700, 'Words') }] })).toString('latin1');
    const bytes = Buffer.from(claimed.replace('/Count 1', '/Count 1000000000'), 'latin1');
    expect(await load(bytes)).toMatchObject({ text: 'Words', pages: [{ offset: 0, page: 1 }] });
  });

  it('refuses arrays and dictionaries in each other without end', async () => {
    const arrays = pageTree(`/Kids ${'['.repeat(100_000)} /Count 1`);
    const dictionaries = pageTree(`/Kids [3 0 R] /Count 1`, { 3: '<< /A '.repeat(50_000) });
    await expect(load(arrays)).rejects.toMatchObject(malformed);
    await expect(load(dictionaries)).rejects.toMatchObject(malformed);
  });

  it('reads a file that claims a huge number of objects', async () => {
    const text = Buffer.from(sound).toString('latin1');
    const huge = text.replace(/xref\n0 \d+/, 'xref\n0 4294967295').replace(/\/Size \d+/, '/Size 4294967295');
    const { text: read } = await load(Buffer.from(huge, 'latin1'));
    expect(read).toBe(pages.join('\n\n'));
  });

  it('refuses drawing that draws itself', async () => {
    const entries = '/Resources << /Font << /F1 3 0 R >> /XObject << /X 100 0 R >> >>';
    const form = stream(`${show(50, 700, 'Words')} /X Do`, `/Type /XObject /Subtype /Form ${entries}`);
    const bytes = pdfFile({ pages: [{ content: '/X Do', entries }], objects: { 100: form } });
    await expect(load(bytes)).rejects.toMatchObject(malformed);
  });

  it('ends an outline that goes round', async () => {
    const bytes = pdfFile({
      pages: [{ content: show(50, 700, 'Words') }],
      catalog: '/Outlines 100 0 R',
      objects: {
        100: '<< /First 101 0 R /Last 101 0 R >>',
        101: '<< /Title (Words) /Parent 100 0 R /Next 101 0 R /First 101 0 R /Dest [10 0 R /Fit] >>',
      },
    });
    expect((await load(bytes)).text).toBe('Words');
  });

  it('stops in the middle of a page with too much text', async () => {
    const content = Array.from({ length: 20_000 }, (_, index) => show(50, index % 800, `Line ${index}`)).join(
      '',
    );
    await expect(load(pdfFile({ pages: [{ content }] }))).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
    });
  });

  it('leaves the bytes it was given as they were', async () => {
    const bytes = Uint8Array.from(sound);
    await load(bytes);
    expect(Buffer.from(bytes).equals(Buffer.from(sound))).toBe(true);
  });
});
