import type { AccessFilter } from '../../domain/access-filter.js';
import type { Collection } from '../../domain/collection.js';
import type { Filter } from '../../domain/filter.js';
import type { DocumentId } from '../../domain/ids.js';
import type {
  CacheOutcome,
  CachePolicy,
  Passage,
  RetrievalOptions,
  RetrievalTrace,
} from '../../domain/retrieval.js';

/** A search request checked against its collection and bound to what its principal may see. */
export interface Search {
  readonly access: AccessFilter;
  readonly collection: Collection;
  readonly query: string;
  readonly filter: Filter | null;
  readonly within: readonly DocumentId[] | null;
  readonly options: RetrievalOptions;
  readonly cache: CachePolicy;
}

/** What a search found, best first. */
export interface Retrieval {
  readonly passages: readonly Passage[];
  readonly trace: RetrievalTrace;
  readonly cache: CacheOutcome;
  /** The collection's epoch that the passages are of. */
  readonly epoch: number;
}

/**
 * Finds passages. What can be done without is done without and told in `trace.degraded`; rejects with
 * UnavailableError where nothing could be searched, and with the signal's reason when it aborts.
 */
export interface Retriever {
  retrieve(search: Search, signal: AbortSignal): Promise<Retrieval>;
}
