/** A PDF written by hand: objects by their number, with the cross-reference table that goes with them. */
export interface PdfObjects {
  readonly objects: Readonly<Record<number, string>>;
  /** Beside /Size and /Root. */
  readonly trailer?: string;
}

/** Object 1 is the catalog. Characters are written as Latin-1 bytes. */
export function pdfOf({ objects, trailer = '' }: PdfObjects): Uint8Array {
  const numbers = Object.keys(objects).map(Number);
  const size = Math.max(...numbers) + 1;
  const offsets = new Map<number, number>();
  let file = '%PDF-1.7\n';
  for (const number of numbers) {
    offsets.set(number, file.length);
    file += `${number} 0 obj\n${objects[number] ?? ''}\nendobj\n`;
  }
  const start = file.length;
  file += `xref\n0 ${size}\n`;
  for (let number = 0; number < size; number += 1) {
    const offset = offsets.get(number);
    file += offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  }
  file += `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

export interface PageInput {
  /** Drawing instructions. */
  readonly content: string;
  /** Further entries of the page's dictionary. */
  readonly entries?: string;
}

export interface PdfInput {
  readonly pages: readonly PageInput[];
  /** Further entries of the catalog and of the trailer. */
  readonly catalog?: string;
  readonly trailer?: string;
  /** Further objects, from number 100 on. */
  readonly objects?: Readonly<Record<number, string>>;
}

/** Pages of 600 by 800 points. Page `n`, from 1, is object 8 + 2n, /F1 is Helvetica. */
export function pdfFile({ pages, catalog = '', trailer = '', objects = {} }: PdfInput): Uint8Array {
  const kids = pages.map((_, index) => `${10 + 2 * index} 0 R`).join(' ');
  const all: Record<number, string> = {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 600 800] >>`,
    3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  };
  pages.forEach(({ content, entries = '' }, index) => {
    const number = 10 + 2 * index;
    const resources = '/Resources << /Font << /F1 3 0 R >> >>';
    all[number] = `<< /Type /Page /Parent 2 0 R ${resources} /Contents ${number + 1} 0 R ${entries} >>`;
    all[number + 1] = stream(content);
  });
  return pdfOf({ objects: { ...all, ...objects }, trailer });
}

export function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}

/** Draws a text with its first character at (x, y). */
export function show(x: number, y: number, text: string, size = 10): string {
  return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET\n`;
}

/** Lines below each other, 12 points apart. */
export function showLines(x: number, top: number, lines: readonly string[], size = 10): string {
  return lines.map((line, index) => show(x, top - index * 12, line, size)).join('');
}

export function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
