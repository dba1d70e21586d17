import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { annotationRuns } from './annotation-runs.js';
import { frameOf } from './frame.js';
import { readPart } from './open-pdf.js';
import type { TextLayer, TextRun } from './text-run.js';

/** A text item as pdf.js has it; the transform is that of the PDF's text matrix. */
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

interface TextChunk {
  readonly items: readonly (TextItem | { readonly type: string })[];
  readonly styles: Readonly<Record<string, { readonly vertical: boolean }>>;
}

/** Text drawn over itself to look bold stands apart by less than this share of its size. */
const overprint = 0.2;

/**
 * What is written on a page, one layer for each direction of writing, the one with most text first. `count`
 * is told of characters as they arrive and may throw to stop the reading.
 */
export async function readPage(
  page: PDFPageProxy,
  count: (characters: number) => void,
): Promise<TextLayer[]> {
  const layers = new Layers();
  const part = `page ${page.pageNumber}`;
  const chunks = page.streamTextContent().getReader();
  try {
    for (;;) {
      const { done, value } = await readPart(part, chunks.read() as Promise<ReadResult>);
      if (done) break;
      count(layers.add(value));
    }
  } finally {
    // A file cannot be closed while a page of it is being read. pdf.js wants an Error for a reason, and it
    // never answers where it had sent all of the page already: nobody waits for it.
    chunks.cancel(new Error('no more of the page is needed')).catch(() => undefined);
  }
  for (const run of annotationRuns(await readPart(part, page.getAnnotations()), page.rotate)) {
    count(run.text.length);
    layers.put(page.rotate, run);
  }
  page.cleanup();
  return layers.largestFirst(page.pageNumber);
}

type ReadResult =
  { readonly done: true; readonly value?: undefined } | { readonly done: false; readonly value: TextChunk };

class Layers {
  readonly #runs = new Map<number, TextRun[]>();
  readonly #drawn = new Map<string, TextRun>();
  #last: TextRun | null = null;

  /** The number of characters that were added. */
  add({ items, styles }: TextChunk): number {
    let characters = 0;
    for (const item of items) {
      if (!('str' in item)) continue;
      if (item.str.trim() === '') this.#endWord(item.str);
      else characters += this.#addItem(item, styles[item.fontName]?.vertical === true);
    }
    return characters;
  }

  put(degrees: number, run: TextRun): void {
    const { angle } = frameOf(degrees);
    const runs = this.#runs.get(angle) ?? [];
    this.#runs.set(angle, runs);
    runs.push(run);
  }

  largestFirst(page: number): TextLayer[] {
    const length = (runs: readonly TextRun[]): number => runs.reduce((sum, { text }) => sum + text.length, 0);
    return [...this.#runs.values()].sort((a, b) => length(b) - length(a)).map((runs) => ({ page, runs }));
  }

  #endWord(space: string): void {
    if (this.#last !== null && space !== '' && !this.#last.text.endsWith(' ')) this.#last.text += ' ';
  }

  #addItem(item: TextItem, vertical: boolean): number {
    const [a = 1, b = 0, , , x = 0, y = 0] = item.transform;
    // Vertical writing is horizontal writing turned: its lines follow each other to the left.
    const degrees = (Math.atan2(b, a) * 180) / Math.PI - (vertical ? 90 : 0);
    const frame = frameOf(degrees);
    const left = frame.x([x, y]);
    const advance = vertical ? item.height : item.width;
    const size = Math.abs(vertical ? item.width : item.height) || Math.hypot(a, b) || 1;
    const run = { text: item.str, left, right: left + Math.abs(advance), baseline: frame.y([x, y]), size };
    if (!Object.values(run).every((value) => typeof value === 'string' || Number.isFinite(value))) return 0;
    if (this.#isOverprint(run)) return 0;
    this.put(degrees, run);
    this.#last = run;
    return run.text.length;
  }

  #isOverprint(run: TextRun): boolean {
    const key = run.text.trim();
    const before = this.#drawn.get(key);
    this.#drawn.set(key, run);
    const near = run.size * overprint;
    return (
      before !== undefined &&
      Math.abs(before.left - run.left) < near &&
      Math.abs(before.baseline - run.baseline) < near
    );
  }
}
