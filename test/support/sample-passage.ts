import type { ChunkId, CollectionId, DocumentId } from '../../src/domain/ids.js';
import type { Passage } from '../../src/domain/retrieval.js';

/** A passage of a document of its own that begins `start` code units into it. */
export function samplePassage(rank: number, text: string, start = 100 * rank): Passage {
  return {
    rank,
    score: 1 / rank,
    scores: { dense: null, denseRank: null, keyword: null, keywordRank: null, fused: null },
    text,
    span: { start, end: start + text.length },
    page: null,
    headingPath: [],
    title: null,
    chunkId: `chk_${rank}` as ChunkId,
    documentId: `doc_${rank}` as DocumentId,
    documentVersion: 1,
    collectionId: 'col_1' as CollectionId,
  };
}
