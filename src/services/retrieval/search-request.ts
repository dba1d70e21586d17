import type { DocumentBy } from '../../domain/document-by.js';
import type { CachePolicy, FusionMethod, RetrievalMode } from '../../domain/retrieval.js';
import type { FilterInputValue } from '../filters/parse-filter.js';

type Maybe<Value> = Value | null | undefined;

export interface FusionRequest {
  readonly method: FusionMethod;
  readonly denseWeight?: Maybe<number>;
  readonly rrfK?: Maybe<number>;
}

/** How to retrieve, as a client asks for it; what is absent is the server's default. */
export interface RetrievalRequest {
  readonly mode?: Maybe<RetrievalMode>;
  readonly candidates?: Maybe<number>;
  readonly fusion?: Maybe<FusionRequest>;
  readonly minScore?: Maybe<number>;
}

/** What to look for and where, as a client asks for it: nothing in it is checked yet. */
export interface SearchRequest {
  readonly query: string;
  readonly collection: string;
  /** Only these documents; null: all. */
  readonly within: readonly DocumentBy[] | null;
  readonly where: FilterInputValue | null;
  readonly topK: number | null;
  readonly options: RetrievalRequest;
  readonly cache: CachePolicy;
}
