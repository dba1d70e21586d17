import { createHash } from 'node:crypto';

import type { ChunkingOptions } from '../../../domain/collection.js';
import type { TextSpan } from '../../../domain/document.js';
import { makeId, type ContentHash, type DocumentId } from '../../../domain/ids.js';
import type { Clock } from '../../../ports/clock.js';
import type { LoadedDocument, PageMark } from '../../../ports/document-loader.js';
import type { Embedder } from '../../../ports/embedder.js';
import type { StagedChunk } from '../../../ports/ingestion-queue.js';
import { giveWay } from '../../concurrency/give-way.js';
import { contextualHeader } from './contextual-header.js';
import { packUnits } from './pack-units.js';
import { commonPath, sectionsOf, type Section } from './section.js';
import { unitsOf, type TextUnit, type UnitLimits } from './text-unit.js';

export interface ChunkingRequest {
  readonly documentId: DocumentId;
  readonly externalId: string;
  readonly uri: string | null;
  readonly title: string | null;
  readonly chunking: ChunkingOptions;
  readonly embedder: Pick<Embedder, 'countTokens' | 'maxTokens'>;
  readonly clock: Clock;
}

/** `[CLS]` and `[SEP]`, or what a model has in their place. */
const specialTokens = 2;
/** A section smaller than this share of a chunk is packed with its neighbours (RECURSIVE). */
const smallShare = 0.5;

/**
 * Chunks of a document, in order, sizes in the embedder's own tokens. RECURSIVE cuts at headings, blocks,
 * sentences and words, in that order, and packs small neighbouring sections together; MARKDOWN never
 * crosses a heading and keeps blocks (fenced code, tables) whole where they fit.
 *
 * A chunk's `text` is the document's text at its span; every character but white space is in a chunk.
 * Equal input gives equal chunks: an id is made of the document, what is embedded, and its occurrence.
 * Gives way to the event loop as it works; rejects with the signal's reason as soon as it aborts.
 */
export async function chunkDocument(
  loaded: LoadedDocument,
  request: ChunkingRequest,
  signal?: AbortSignal,
): Promise<readonly StagedChunk[]> {
  const breathe = giveWay(request.clock);
  const chunks = new ChunkList(loaded, request);
  for (const group of await groupsOf(loaded, request, async () => {
    signal?.throwIfAborted();
    await breathe();
  })) {
    signal?.throwIfAborted();
    await breathe();
    for (const { first, last } of packUnits(group.units, bodyLimits(request))) {
      chunks.add(group.headingPath, group.units.slice(first, last + 1));
      await breathe();
    }
  }
  return chunks.all;
}

/** Units that may share chunks. */
interface UnitGroup {
  readonly headingPath: readonly string[];
  readonly units: readonly TextUnit[];
}

async function groupsOf(
  loaded: LoadedDocument,
  request: ChunkingRequest,
  breathe: () => Promise<void>,
): Promise<readonly UnitGroup[]> {
  const limits = unitLimits(request);
  const groups: UnitGroup[] = [];
  for (const section of sectionsOf(loaded)) {
    const units: TextUnit[] = [];
    for (const block of blocksOf(loaded, section)) {
      for (const unit of unitsOf(loaded.text, block, limits)) {
        units.push(unit);
        await breathe();
      }
    }
    if (units.length > 0) addGroup(groups, { headingPath: section.headingPath, units }, request.chunking);
  }
  return groups;
}

function addGroup(groups: UnitGroup[], group: UnitGroup, { strategy, maxTokens }: ChunkingOptions): void {
  const previous = groups.at(-1);
  const fits =
    previous !== undefined &&
    Math.min(tokensOf(previous), tokensOf(group)) < maxTokens * smallShare &&
    tokensOf(previous) + tokensOf(group) <= maxTokens;
  if (strategy === 'MARKDOWN' || !fits) {
    groups.push(group);
    return;
  }
  groups[groups.length - 1] = {
    headingPath: commonPath(previous.headingPath, group.headingPath),
    units: [...previous.units, ...group.units],
  };
}

function tokensOf({ units }: UnitGroup): number {
  return units.reduce((sum, { tokens }) => sum + tokens, 0);
}

function* blocksOf({ blocks }: LoadedDocument, section: Section): Generator<TextSpan> {
  let start = section.start;
  for (let index = firstAfter(blocks, start); (blocks[index] ?? Infinity) < section.end; index += 1) {
    const end = blocks[index] ?? section.end;
    yield { start, end };
    start = end;
  }
  yield { start, end: section.end };
}

/** Index of the first of the ascending offsets that is above `offset`. */
function firstAfter(offsets: readonly number[], offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? Infinity) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function bodyLimits({ chunking, embedder }: ChunkingRequest): {
  readonly maxTokens: number;
  readonly overlapTokens: number;
} {
  const maxTokens = Math.min(chunking.maxTokens, embedder.maxTokens - specialTokens);
  return { maxTokens, overlapTokens: Math.min(chunking.overlapTokens, Math.floor(maxTokens / 2)) };
}

function unitLimits(request: ChunkingRequest): UnitLimits {
  const { maxTokens, overlapTokens } = bodyLimits(request);
  return {
    countTokens: (text) => request.embedder.countTokens(text),
    maxTokens,
    pieceTokens: Math.max(8, overlapTokens),
    wholeBlocks: request.chunking.strategy === 'MARKDOWN',
  };
}

/** The chunks so far, each with the id that its content and its occurrence give it. */
class ChunkList {
  readonly all: StagedChunk[] = [];
  readonly #occurrences = new Map<ContentHash, number>();

  constructor(
    private readonly loaded: LoadedDocument,
    private readonly request: ChunkingRequest,
  ) {}

  add(headingPath: readonly string[], units: readonly TextUnit[]): void {
    const [first, last] = [units.at(0), units.at(-1)];
    if (first === undefined || last === undefined) return;
    const span = { start: first.start, end: last.end };
    const text = this.loaded.text.slice(span.start, span.end);
    const embeddedText = this.#embeddedText(headingPath, text, units);
    const embeddedHash = sha256(embeddedText);
    this.all.push({
      id: this.#idFor(embeddedHash),
      ordinal: this.all.length,
      text,
      span,
      headingPath,
      page: pageAt(this.loaded.pages, span.start),
      embeddedText,
      embeddedHash,
    });
  }

  #embeddedText(headingPath: readonly string[], text: string, units: readonly TextUnit[]): string {
    const { embedder } = this.request;
    const body = units.reduce((sum, { tokens }) => sum + tokens, 0);
    const header = contextualHeader(
      { ...this.request, headingPath },
      {
        maxTokens: embedder.maxTokens - specialTokens - body,
        countTokens: (part) => embedder.countTokens(part),
      },
    );
    return header === '' ? text : `${header}\n${text}`;
  }

  #idFor(embeddedHash: ContentHash): StagedChunk['id'] {
    const occurrence = this.#occurrences.get(embeddedHash) ?? 0;
    this.#occurrences.set(embeddedHash, occurrence + 1);
    const identity = sha256(`${this.request.documentId}\n${embeddedHash}\n${String(occurrence)}`);
    return makeId('chunk', identity.slice(0, 32));
  }
}

function pageAt(pages: readonly PageMark[], offset: number): number | null {
  return pages.findLast((mark) => mark.offset <= offset)?.page ?? null;
}

function sha256(text: string): ContentHash {
  return createHash('sha256').update(text).digest('hex') as ContentHash;
}
