import type { DeletionReceipt, StoreDeletion } from '../../domain/deletion.js';
import { CancelledError, NotFoundError } from '../../domain/errors.js';
import { makeId, type CollectionId, type DeletionId, type DocumentId } from '../../domain/ids.js';
import type { Principal } from '../../domain/principal.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { DeletionWork } from '../../ports/deletion-ledger.js';
import type { IdSource } from '../../ports/id-source.js';
import type { Logger } from '../../ports/logger.js';
import type { Signals } from '../../ports/signals.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import { Doorbell } from '../concurrency/doorbell.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';
import { DeletionRemover, type RemoverDependencies, type Words } from './deletion-remover.js';

const pollMilliseconds = 5000;
const longestRetryMilliseconds = 5 * 60_000;

/** What went from a store before the remover came to it, by store. */
type Dropped = Readonly<Record<string, number>>;

/**
 * Deletes documents: unseen from the moment `delete` resolves, then removed from every store behind it.
 * A deletion that was begun survives everything and is taken up at the next start.
 */
export class DeletionService {
  readonly #catalog: Catalog;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #logger: Logger;
  readonly #remover: DeletionRemover;
  readonly #bell: Doorbell;
  readonly #dropped = new Map<DeletionId, Dropped>();
  readonly #stopping = new AbortController();
  #removing: Promise<void> | null = null;
  #failures = 0;

  constructor(
    dependencies: RemoverDependencies & {
      readonly signals: Signals;
      readonly clock: Clock;
      readonly ids: IdSource;
      readonly logger: Logger;
    },
  ) {
    this.#catalog = dependencies.catalog;
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#ids = dependencies.ids;
    this.#logger = dependencies.logger;
    this.#remover = new DeletionRemover(dependencies);
    this.#bell = new Doorbell(dependencies);
  }

  /**
   * Resolves once nothing of the documents is served any more: not by search, not from a cache, not by a
   * run's log. Documents that the principal may not see, or that are gone, are passed over.
   *
   * Rejects with ForbiddenError, or UnavailableError: from the catalog, then nothing is deleted; from the
   * cache or the run log, then the deletion has begun and goes on behind.
   */
  async delete(
    principal: Principal,
    request: { readonly documents: readonly DocumentId[] },
  ): Promise<DeletionReceipt> {
    requireScope(principal, 'INGEST');
    const access = compileAccess(principal);
    const found = await this.#catalog.documents.findByIds(access, [...new Set(request.documents)]);
    const documents = found.filter((document) => document !== null);
    const words: Words = {
      documentIds: documents.map((document) => document.id),
      collectionIds: documents.map((document) => document.collectionId),
    };
    const id = makeId('deletion', this.#ids.next());
    const begin = { id, documentIds: words.documentIds, now: this.#clock.now() };
    const receipt = await this.#catalog.deletions.begin(access, begin);
    await this.#drop(id, words);
    return receipt;
  }

  /**
   * As `delete`, for a collection and all its documents, those too that the principal may not see: hence the
   * scope ADMIN. The name is free once this resolves. Rejects with NotFoundError where it is gone already.
   */
  async deleteCollection(principal: Principal, collectionId: CollectionId): Promise<DeletionReceipt> {
    requireScope(principal, 'ADMIN');
    const id = makeId('deletion', this.#ids.next());
    const begin = { id, collectionId, now: this.#clock.now() };
    const begun = await this.#catalog.deletions.beginCollection(compileAccess(principal), begin);
    if (begun === null) throw new NotFoundError('there is no such collection');
    await this.#drop(id, { documentIds: begun.documentIds, collectionIds: [collectionId] });
    return begun.receipt;
  }

  /** Null where there is none, or it is another tenant's. */
  find(principal: Principal, id: DeletionId): Promise<DeletionReceipt | null> {
    return this.#catalog.deletions.find(compileAccess(principal), id);
  }

  /** Begins to remove what was deleted, first of all what an earlier process left undone. */
  start(): void {
    this.#removing ??= this.#removeAll();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new CancelledError('the deletion service was stopped'));
    await this.#removing;
  }

  /** Drops at once what would be served without a look at the catalog; the rest goes behind. */
  async #drop(id: DeletionId, words: Words): Promise<void> {
    try {
      const cache = await this.#remover.fromCaches(words);
      const runs = await this.#remover.fromRuns(words);
      this.#dropped.set(id, { cache: cache.deleted, runs: runs.deleted });
    } finally {
      this.#signals.publish('outbox');
      this.#signals.publish('deletions');
    }
  }

  async #removeAll(): Promise<void> {
    const { signal } = this.#stopping;
    const unsubscribe = this.#signals.subscribe('deletions', () => {
      this.#bell.ring();
    });
    while (!signal.aborted) {
      await this.#removeUnfinished(signal);
      await this.#rest(signal).catch(ignoreOnceAborted(signal));
    }
    unsubscribe();
  }

  async #removeUnfinished(signal: AbortSignal): Promise<void> {
    const errors: unknown[] = [];
    const keep = (error: unknown) => void errors.push(error);
    const unfinished = await this.#catalog.deletions.unfinished().catch(keep);
    for (const work of unfinished ?? []) await this.#remove(work, signal).catch(keep);
    if (signal.aborted) return;
    if (errors.length > 0 && this.#failures === 0) {
      this.#logger.error({ error: errors[0] }, 'a deletion is not complete; retrying');
    }
    this.#failures = errors.length === 0 ? 0 : this.#failures + 1;
  }

  async #remove(work: DeletionWork, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const removed = await this.#remover.remove(work, signal);
    const stores = withDropped(removed, this.#dropped.get(work.id) ?? {});
    await this.#catalog.deletions.complete(work.id, stores, this.#clock.now());
    this.#dropped.delete(work.id);
  }

  /** After a failure no ring shortens the wait: whatever is asked next would meet the same. */
  async #rest(signal: AbortSignal): Promise<void> {
    if (this.#failures === 0) await this.#bell.wait(pollMilliseconds, signal);
    else await this.#clock.sleep(Math.min(1000 * 2 ** this.#failures, longestRetryMilliseconds), signal);
  }
}

function withDropped(stores: readonly StoreDeletion[], dropped: Dropped): readonly StoreDeletion[] {
  return stores.map((store) => ({ ...store, deleted: store.deleted + (dropped[store.store] ?? 0) }));
}
