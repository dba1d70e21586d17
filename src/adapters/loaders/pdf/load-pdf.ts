import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { noText, tooLong } from '../failures.js';
import type { FormatHints, FormatLoader } from '../format-loader.js';
import { TextBuilder } from '../text-builder.js';
import type { Block } from './blocks.js';
import { documentInfo } from './document-info.js';
import { findHeadings, findTitle, type Heading, type PageBlocks } from './find-headings.js';
import { joinLines, vocabularyOf, type Vocabulary } from './join-lines.js';
import { openPdf, readPart } from './open-pdf.js';
import { pageBlocks } from './page-blocks.js';
import { readOutline } from './read-outline.js';
import { readPage } from './read-page.js';
import { withoutRepeatedRows } from './repeated-rows.js';
import type { TextLayer } from './text-run.js';

/** Repeated headers are read and left out again: pages may hold some more characters than the text. */
const charactersToRead = 2;

const unknownCharacters = 'its fonts do not say which characters they draw, so its text cannot be read';

/**
 * Reads the text of a PDF page by page: columns in their order, lines joined into paragraphs, tables as rows,
 * filled form fields and free text notes where they stand. A page that cannot be read fails the document.
 */
export const loadPdf: FormatLoader = (bytes, hints) =>
  openPdf(bytes, async (document) => {
    const pages = layOut(await readPages(document, hints));
    if (pages.every(({ blocks }) => blocks.length === 0)) throw looksScanned(document.numPages);
    if (!pages.some(({ blocks }) => blocks.some(isReadable))) throw noText(unknownCharacters);
    const headings = findHeadings(pages, await readOutline(document));
    const vocabulary = vocabularyOf(pages.flatMap(({ blocks }) => blocks));
    const builder = writePages(pages, headings, vocabulary, hints);
    const { title, properties } = await documentInfo(document);
    const writtenTitle = joinLines(findTitle(pages)?.lines ?? [], vocabulary);
    return builder.build({ mediaType: hints.mediaType, title: title ?? writtenTitle, properties });
  });

async function readPages(document: PDFDocumentProxy, { maxCharacters }: FormatHints): Promise<TextLayer[][]> {
  const pages: TextLayer[][] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await readPart(`page ${number}`, document.getPage(number));
    const layers = await readPage(page, (count) => {
      characters += count;
      if (characters > maxCharacters * charactersToRead) throw tooLong(maxCharacters);
    });
    pages.push(layers);
  }
  return pages;
}

/** Headers and footers are looked for in each page's main layer; text written at an angle follows it. */
function layOut(pages: readonly (readonly TextLayer[])[]): PageBlocks[] {
  const main = withoutRepeatedRows(pages.flatMap((layers) => layers.slice(0, 1)));
  const others = pages.flatMap((layers) => layers.slice(1));
  const blocks = new Map<number, Block[]>();
  for (const layer of [...main, ...others]) {
    blocks.set(layer.page, [...(blocks.get(layer.page) ?? []), ...pageBlocks(layer)]);
  }
  return [...blocks]
    .map(([page, blocksOfPage]) => ({ page, blocks: blocksOfPage }))
    .sort((a, b) => a.page - b.page);
}

/** Fonts that do not say which characters they draw make replacement and private characters. */
function isReadable(block: Block): boolean {
  if (block.kind === 'table-end') return false;
  const texts = block.kind === 'row' ? block.cells : block.lines.map(({ text }) => text);
  return texts.some((text) => /[^\s\ufffd\p{C}]/u.test(text));
}

function looksScanned(pages: number): Error {
  const where = pages === 1 ? 'its page has' : `its ${pages} pages have`;
  return noText(
    `${where} no text, only pictures at most: it looks scanned and needs text recognition (OCR) first`,
  );
}

function writePages(
  pages: readonly PageBlocks[],
  headings: ReadonlyMap<Block, Heading>,
  vocabulary: Vocabulary,
  limits: { readonly maxCharacters: number },
): TextBuilder {
  const builder = new TextBuilder(limits);
  for (const { page, blocks } of pages) {
    builder.page(page);
    for (const block of blocks) writeBlock(builder, block, headings.get(block), vocabulary);
  }
  return builder;
}

function writeBlock(
  builder: TextBuilder,
  block: Block,
  heading: Heading | undefined,
  vocabulary: Vocabulary,
): void {
  if (block.kind === 'table-end') builder.endBlock();
  else if (block.kind === 'row') builder.row(block.cells);
  else if (heading !== undefined) {
    const marker = block.kind === 'item' ? `${block.marker} ` : '';
    builder.heading(heading.level, marker + joinLines(block.lines.slice(0, heading.lines), vocabulary));
    builder.paragraph(joinLines(block.lines.slice(heading.lines), vocabulary));
  } else if (block.kind === 'item') {
    const marker = /[\p{L}\p{N}]/u.test(block.marker) ? block.marker : '-';
    builder.listItem(joinLines(block.lines, vocabulary), marker);
  } else builder.paragraph(joinLines(block.lines, vocabulary));
}
