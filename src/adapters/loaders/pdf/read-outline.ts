import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An entry of the table of contents that readers show beside a PDF. */
export interface OutlineEntry {
  readonly title: string;
  /** From 1. */
  readonly level: number;
  /** From 1; null where the file does not say it. */
  readonly page: number | null;
}

type OutlineNode = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number];

/** Bounds the work: each entry's page takes a look at the page tree. */
const mostEntries = 2000;
const deepest = 6;

/** The outline from top to bottom; empty where there is none or it is damaged. */
export async function readOutline(document: PDFDocumentProxy): Promise<OutlineEntry[]> {
  // pdf.js answers null where there is none, which its types do not say.
  const roots: OutlineNode[] | null = await document.getOutline().catch(() => null);
  const entries: OutlineEntry[] = [];
  const waiting = (roots ?? []).map((node) => ({ node, level: 1 })).reverse();
  for (let next = waiting.pop(); next !== undefined && entries.length < mostEntries; next = waiting.pop()) {
    const { node, level } = next;
    entries.push({ title: node.title, level, page: await pageOf(document, node.dest) });
    const children = level < deepest ? (node.items as OutlineNode[]) : [];
    for (const child of children.toReversed()) waiting.push({ node: child, level: level + 1 });
  }
  return entries;
}

async function pageOf(document: PDFDocumentProxy, destination: OutlineNode['dest']): Promise<number | null> {
  try {
    const explicit =
      typeof destination === 'string' ? await document.getDestination(destination) : destination;
    const page = explicit?.[0] as unknown;
    if (typeof page === 'number') return page + 1;
    return isReference(page) ? (await document.getPageIndex(page)) + 1 : null;
  } catch {
    return null;
  }
}

function isReference(value: unknown): value is { num: number; gen: number } {
  return typeof value === 'object' && value !== null && 'num' in value && 'gen' in value;
}
