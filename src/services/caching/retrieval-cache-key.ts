import { createHash } from 'node:crypto';

import type { CollectionId } from '../../domain/ids.js';
import type { Search } from '../retrieval/retriever.js';

/** What the keys of all cached searches of a collection begin with: dropping it drops every word of its documents. */
export function retrievalCachePrefix(collectionId: CollectionId): string {
  return `retrieval:${collectionId}:`;
}

/**
 * Equal for two searches exactly where they must find the same: same rights, same collection as of the same
 * epoch, same vectors, same request. `cache` is no part of it.
 */
export function retrievalCacheKey(search: Search, epoch: number): string {
  const { access, collection, query, filter, within, options } = search;
  const facts = [
    access.tenant,
    [...access.groups].sort(),
    epoch,
    collection.embedding.fingerprint,
    query,
    filter,
    within === null ? null : [...new Set(within)].sort(),
    options.mode,
    options.topK,
    options.candidates,
    options.minScore,
    [options.fusion.method, options.fusion.denseWeight, options.fusion.rrfK],
  ];
  const digest = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return retrievalCachePrefix(collection.id) + digest;
}
