import { wrap } from './format.js';
import type { Terminal } from './terminal.js';

/** As much of a citation as its listing needs. */
export interface CitedSource {
  readonly marker: number;
  readonly quote: string;
  readonly passage: { readonly headingPath: readonly string[] };
  readonly document: { readonly title?: string | null; readonly externalId: string } | null | undefined;
}

/** Lists what an answer cites, by marker: title › headings, the file, then each quote. */
export function printSources(terminal: Terminal, citations: readonly CitedSource[]): void {
  if (citations.length === 0) return;
  terminal.write('\nSources\n');
  const markers = [...new Set(citations.map(({ marker }) => marker))].sort((a, b) => a - b);
  for (const marker of markers) {
    const cited = citations.filter((citation) => citation.marker === marker);
    for (const line of describeSource(cited, terminal.columns)) terminal.write(`${line}\n`);
  }
}

function describeSource(cited: readonly CitedSource[], columns: number): readonly string[] {
  const [first] = cited;
  if (first === undefined) return [];
  const quotes = [...new Set(cited.map(({ quote }) => quote))];
  return [
    `[${String(first.marker)}] ${nameOf(first)}`,
    ...quotes.map((quote) => wrap(`“${quote}”`, columns, 4)),
  ];
}

function nameOf({ document, passage }: CitedSource): string {
  if (document === null || document === undefined) return 'a document deleted since';
  const path = placeOf(document.title ?? null, passage.headingPath);
  return path === '' ? document.externalId : `${path} — ${document.externalId}`;
}

/** `Title › Heading › Heading`; a title that is the first heading too is told once. */
export function placeOf(title: string | null, headingPath: readonly string[]): string {
  const headings = headingPath[0] === title ? headingPath.slice(1) : headingPath;
  return [title, ...headings].filter((part) => part !== null && part !== '').join(' › ');
}
