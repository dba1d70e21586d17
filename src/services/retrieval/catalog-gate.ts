import { matchesFilter } from '../../domain/filter.js';
import type { DocumentCatalog, JoinedChunk } from '../../ports/document-catalog.js';
import type { RankedHit } from './rank-hits.js';
import type { Search } from './retriever.js';

/** A hit that the catalog vouches for. */
export interface AdmittedHit extends JoinedChunk {
  readonly hit: RankedHit;
}

export interface Admission {
  /** In the order of the ranking, at most as many as were wanted; no stretch of a document is there twice. */
  readonly admitted: readonly AdmittedHit[];
  /** How many hits the catalog refused on the way. */
  readonly refused: number;
  /** How many hits on the way were of a stretch that a better hit had brought. */
  readonly repeated: number;
}

/** Hits joined beyond those wanted, so that a few refusals cost no second read. */
const overFetch = 10;

/**
 * The gate between the index and a reader. What the index says is a hint: text, version, existence and access come
 * from the catalog as of one epoch, and the filter and the choice of documents are checked again on what it says. Of
 * several chunks that show the same stretch of a version, the best one stands for all.
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
    const best = new Map<string, AdmittedHit>();
    let [examined, joined] = [0, 0];
    for (let size = request.wanted + overFetch; best.size < request.wanted; size *= 2) {
      const slice = ranked.slice(examined, examined + size);
      if (slice.length === 0) break;
      const hits = await this.#join(slice, request);
      for (const hit of hits) if (!best.has(stretchOf(hit))) best.set(stretchOf(hit), hit);
      examined += slice.length;
      joined += hits.length;
    }
    return {
      admitted: [...best.values()].slice(0, request.wanted),
      refused: examined - joined,
      repeated: joined - best.size,
    };
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

/** Children of one parent are different chunks that show the same stretch. */
function stretchOf({ chunk, documentVersion }: JoinedChunk): string {
  const { documentId, span } = chunk;
  return [documentId, documentVersion, span.start, span.end].join(' ');
}

function allowedBy({ filter, within }: Search): (row: JoinedChunk) => boolean {
  const documents = within === null ? null : new Set(within);
  return ({ chunk, facts }) =>
    (documents === null || documents.has(chunk.documentId)) &&
    (filter === null || matchesFilter(filter, facts));
}
