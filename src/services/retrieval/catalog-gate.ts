import { matchesFilter } from '../../domain/filter.js';
import type { DocumentCatalog, JoinedChunk } from '../../ports/document-catalog.js';
import type { RankedHit } from './rank-hits.js';
import type { Search } from './retriever.js';

/** A hit that the catalog vouches for. */
export interface AdmittedHit extends JoinedChunk {
  readonly hit: RankedHit;
}

export interface Admission {
  /** In the order of the ranking, at most as many as were wanted. */
  readonly admitted: readonly AdmittedHit[];
  /** How many hits the catalog refused on the way. */
  readonly refused: number;
}

/** Hits joined beyond those wanted, so that a few refusals cost no second read. */
const overFetch = 10;

/**
 * The gate between the index and a reader. What the index says is a hint: text, version, existence and access come
 * from the catalog as of one epoch, and the filter and the choice of documents are checked again on what it says.
 */
export class CatalogGate {
  readonly #documents: DocumentCatalog;

  constructor(dependencies: { readonly documents: DocumentCatalog }) {
    this.#documents = dependencies.documents;
  }

  async admit(
    ranked: readonly RankedHit[],
    request: { readonly search: Search; readonly epoch: number; readonly wanted: number },
  ): Promise<Admission> {
    const admitted: AdmittedHit[] = [];
    let examined = 0;
    for (let size = request.wanted + overFetch; admitted.length < request.wanted; size *= 2) {
      const slice = ranked.slice(examined, examined + size);
      if (slice.length === 0) break;
      admitted.push(...(await this.#join(slice, request)));
      examined += slice.length;
    }
    return { admitted: admitted.slice(0, request.wanted), refused: examined - admitted.length };
  }

  async #join(
    hits: readonly RankedHit[],
    { search, epoch }: { readonly search: Search; readonly epoch: number },
  ): Promise<readonly AdmittedHit[]> {
    const chunkIds = hits.map(({ chunkId }) => chunkId);
    const request = { collectionId: search.collection.id, epoch, chunkIds };
    const joined = await this.#documents.join(search.access, request);
    const byId = new Map(joined.filter(allowedBy(search)).map((row) => [row.chunk.id, row]));
    return hits.flatMap((hit) => {
      const row = byId.get(hit.chunkId);
      return row === undefined ? [] : [{ ...row, hit }];
    });
  }
}

function allowedBy({ filter, within }: Search): (row: JoinedChunk) => boolean {
  const documents = within === null ? null : new Set(within);
  return ({ chunk, facts }) =>
    (documents === null || documents.has(chunk.documentId)) &&
    (filter === null || matchesFilter(filter, facts));
}
