import { createHash } from 'node:crypto';

import { makeId, type ContentHash, type DocumentId } from '../../../domain/ids.js';
import type { LoadedDocument, PageMark } from '../../../ports/document-loader.js';
import type { StagedChunk } from '../../../ports/ingestion-queue.js';
import type { ChunkLimits } from './chunk-limits.js';
import { contextualHeader, type HeaderFacts } from './contextual-header.js';
import type { TextUnit } from './text-unit.js';

export interface ChunkParts {
  readonly headingPath: readonly string[];
  /** What is shown and quoted. */
  readonly passage: readonly TextUnit[];
  /** What is embedded and searched: the passage, or a part of it. */
  readonly embedded: readonly TextUnit[];
}

/** The chunks so far, each with the id that its content and its occurrence give it. */
export class ChunkList {
  readonly all: StagedChunk[] = [];
  readonly #occurrences = new Map<ContentHash, number>();

  constructor(
    private readonly loaded: Pick<LoadedDocument, 'text' | 'pages'>,
    private readonly facts: Omit<HeaderFacts, 'headingPath'> & { readonly documentId: DocumentId },
    private readonly limits: ChunkLimits,
  ) {}

  add({ headingPath, passage, embedded }: ChunkParts): void {
    const span = spanOf(passage);
    const text = this.loaded.text.slice(span.start, span.end);
    const embeddedText = this.#embeddedText(headingPath, embedded);
    this.all.push({
      id: this.#idFor({ headingPath, text, embeddedText }),
      ordinal: this.all.length,
      text,
      span,
      headingPath,
      page: pageAt(this.loaded.pages, span.start),
      embeddedText,
      embeddedHash: sha256(embeddedText),
    });
  }

  #embeddedText(headingPath: readonly string[], units: readonly TextUnit[]): string {
    const { start, end } = spanOf(units);
    const body = units.reduce((sum, { tokens }) => sum + tokens, 0);
    const header = contextualHeader(
      { ...this.facts, headingPath },
      { maxTokens: this.limits.embeddedTokens - body, countTokens: this.limits.countTokens },
    );
    const text = this.loaded.text.slice(start, end);
    return header === '' ? text : `${header}\n${text}`;
  }

  /** Of all that a stored chunk keeps from version to version: a child whose parent changed is another one. */
  #idFor(content: Pick<StagedChunk, 'headingPath' | 'text' | 'embeddedText'>): StagedChunk['id'] {
    const hash = sha256(JSON.stringify([content.embeddedText, content.text, content.headingPath]));
    const occurrence = this.#occurrences.get(hash) ?? 0;
    this.#occurrences.set(hash, occurrence + 1);
    const identity = sha256(`${this.facts.documentId}\n${hash}\n${String(occurrence)}`);
    return makeId('chunk', identity.slice(0, 32));
  }
}

function spanOf(units: readonly TextUnit[]): StagedChunk['span'] {
  return { start: units.at(0)?.start ?? 0, end: units.at(-1)?.end ?? 0 };
}

function pageAt(pages: readonly PageMark[], offset: number): number | null {
  return pages.findLast((mark) => mark.offset <= offset)?.page ?? null;
}

function sha256(text: string): ContentHash {
  return createHash('sha256').update(text).digest('hex') as ContentHash;
}
