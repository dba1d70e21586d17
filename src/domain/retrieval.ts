import type { TextSpan } from './document.js';
import type { ChunkId, CollectionId, DocumentId } from './ids.js';

export type RetrievalMode = 'HYBRID' | 'DENSE' | 'KEYWORD';
export type FusionMethod = 'MAX_SCORE' | 'RELATIVE_SCORE' | 'RRF';

export interface Fusion {
  readonly method: FusionMethod;
  /** Share of the dense leg, 0 to 1; RRF ignores it. */
  readonly denseWeight: number;
  readonly rrfK: number;
}

export interface RetrievalOptions {
  readonly mode: RetrievalMode;
  /** Hits each leg brings to fusion, 1 to 1000. */
  readonly candidates: number;
  readonly fusion: Fusion;
  /** Passages under this final score are dropped; 0 to 1. */
  readonly minScore: number;
  /** 1 to 100. */
  readonly topK: number;
}

/** Null where that step did not see the passage. Ranks count from 1. */
export interface PassageScores {
  readonly dense: number | null;
  readonly denseRank: number | null;
  readonly keyword: number | null;
  readonly keywordRank: number | null;
  readonly fused: number | null;
}

/** A stretch of a document, as retrieved for one question. `text` equals the version's text at `span`. */
export interface Passage {
  /** From 1. */
  readonly rank: number;
  /** 0 to 1, higher is better. */
  readonly score: number;
  readonly scores: PassageScores;
  readonly text: string;
  readonly span: TextSpan;
  readonly page: number | null;
  readonly headingPath: readonly string[];
  readonly title: string | null;
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly documentVersion: number;
  readonly collectionId: CollectionId;
}

export type LegKind = 'DENSE' | 'KEYWORD';

export interface RetrievalLeg {
  readonly kind: LegKind;
  readonly query: string;
  readonly hits: number;
}

/** A step that failed and was done without. */
export interface Degradation {
  readonly step: string;
  readonly reason: string;
}

export interface StepTiming {
  readonly step: string;
  readonly milliseconds: number;
}

export interface RetrievalTrace {
  readonly queries: readonly string[];
  readonly legs: readonly RetrievalLeg[];
  /** Whether `score` is comparable between questions. */
  readonly calibrated: boolean;
  readonly droppedBelowMinScore: number;
  readonly degraded: readonly Degradation[];
  readonly timings: readonly StepTiming[];
}

export type CachePolicy = 'USE' | 'REFRESH' | 'BYPASS';
export type CacheOutcome = 'HIT' | 'MISS' | 'BYPASSED';
