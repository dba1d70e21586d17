import type { ChunkingOptions } from '../../../domain/collection.js';
import type { DocumentId } from '../../../domain/ids.js';
import type { Clock } from '../../../ports/clock.js';
import type { LoadedDocument } from '../../../ports/document-loader.js';
import type { Embedder } from '../../../ports/embedder.js';
import type { StagedChunk } from '../../../ports/ingestion-queue.js';
import { giveWay } from '../../concurrency/give-way.js';
import { chunkLimits } from './chunk-limits.js';
import { ChunkList } from './chunk-list.js';
import { codeGroups } from './code/code-groups.js';
import { packUnits, type PackingLimits } from './pack-units.js';
import { textMark } from './text-mark.js';
import type { TextUnit } from './text-unit.js';
import { mergeSmallGroups, sectionGroups, type GroupingOptions, type UnitGroup } from './unit-group.js';

export interface ChunkingRequest {
  readonly documentId: DocumentId;
  readonly externalId: string;
  readonly uri: string | null;
  readonly title: string | null;
  readonly chunking: ChunkingOptions;
  readonly embedder: Pick<Embedder, 'countTokens' | 'maxTokens'>;
  readonly clock: Clock;
}

/**
 * Chunks of a document, in order, sizes in the embedder's own tokens.
 *
 * RECURSIVE cuts at headings, blocks, sentences and words, in that order, and packs small neighbouring
 * sections together. MARKDOWN never crosses a heading and keeps blocks (fenced code, tables) whole where they
 * fit. SENTENCE packs whole sentences whatever paragraph they stand in, and repeats at least one of them. CODE
 * keeps definitions together, then runs of lines without a blank one, then lines; their names count as
 * headings. PARENT_CHILD cuts passages as RECURSIVE does and makes several chunks of each: half of the
 * passage or less is embedded, all of it is `text`.
 *
 * A chunk's `text` is the document's text at its span; every character but white space is in a chunk.
 * Equal input gives equal chunks. Gives way to the event loop as it works; rejects with the signal's reason
 * as soon as it aborts.
 */
export async function chunkDocument(
  loaded: LoadedDocument,
  request: ChunkingRequest,
  signal?: AbortSignal,
): Promise<readonly StagedChunk[]> {
  const breathe = giveWay(request.clock);
  const pause = async (): Promise<void> => {
    signal?.throwIfAborted();
    await breathe();
  };
  const { strategy } = request.chunking;
  const limits = chunkLimits(request.chunking, request.embedder);
  const chunks = new ChunkList(loaded, request, limits);
  const packing = {
    ...limits,
    leastOverlap: strategy === 'SENTENCE' ? 1 : 0,
    markOf: ({ start, end }: TextUnit) => textMark(loaded.text.slice(start, end)),
  };
  for (const { headingPath, units } of await groupsOf(loaded, strategy, { limits, pause })) {
    for (const passage of packed(units, packing)) {
      for (const embedded of searchedParts(passage, limits.bodyTokens, packing))
        chunks.add({ headingPath, passage, embedded });
      await pause();
    }
  }
  return chunks.all;
}

async function groupsOf(
  loaded: LoadedDocument,
  strategy: ChunkingOptions['strategy'],
  options: GroupingOptions,
): Promise<readonly UnitGroup[]> {
  switch (strategy) {
    case 'MARKDOWN':
      return sectionGroups(loaded, 'blocks', options);
    case 'SENTENCE':
      return mergeSmallGroups(await sectionGroups(loaded, 'sentences alike', options), options.limits);
    case 'CODE':
      return mergeSmallGroups(await codeGroups(loaded, options), options.limits);
    case 'RECURSIVE':
    case 'PARENT_CHILD':
      return mergeSmallGroups(await sectionGroups(loaded, 'sentences', options), options.limits);
  }
}

/** What is embedded of a passage, each by itself: its children, which share nothing, or all of it. */
function searchedParts(
  passage: readonly TextUnit[],
  bodyTokens: number,
  packing: PackingLimits,
): readonly (readonly TextUnit[])[] {
  if (bodyTokens === packing.maxTokens) return [passage];
  return packed(passage, { ...packing, maxTokens: bodyTokens, overlapTokens: 0 });
}

function packed(units: readonly TextUnit[], limits: PackingLimits): readonly (readonly TextUnit[])[] {
  return packUnits(units, limits).map(({ first, last }) => units.slice(first, last + 1));
}
