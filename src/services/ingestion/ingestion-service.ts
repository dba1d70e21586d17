import type { Collection } from '../../domain/collection.js';
import { NotFoundError } from '../../domain/errors.js';
import { makeId, type IngestionId } from '../../domain/ids.js';
import type { Ingestion, IngestionEvent, IngestionState } from '../../domain/ingestion.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Principal } from '../../domain/principal.js';
import type { BlobStore } from '../../ports/blob-store.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/id-source.js';
import type { Signals } from '../../ports/signals.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import type { CollectionService } from '../collections/collection-service.js';
import { mapConcurrently } from '../concurrency/map-concurrently.js';
import type { SharedLock } from '../concurrency/shared-lock.js';
import { cancellationTopic } from './cancellation-topic.js';
import type { DocumentInput } from './document-input.js';
import { parseDocuments, type ParsedDocument } from './parse-documents.js';
import { tailIngestions } from './tail-ingestions.js';

const blobsAtOnce = 8;

export interface IngestRequest {
  /** By name. */
  readonly collection: string;
  readonly documents: readonly DocumentInput[];
  /** ACCEPTED: durable. SEARCHABLE: every ingestion has ended, each of them well or not. */
  readonly waitFor: 'ACCEPTED' | 'SEARCHABLE';
}

/** Takes documents in, and tells how far they have come. */
export class IngestionService {
  readonly #catalog: Catalog;
  readonly #blobs: BlobStore;
  readonly #blobLock: SharedLock;
  readonly #collections: Pick<CollectionService, 'require'>;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #limits: { readonly maxDocumentBytes: number; readonly maxDocuments: number };

  constructor(dependencies: {
    readonly catalog: Catalog;
    readonly blobs: BlobStore;
    /** The one that the deletion service holds while it removes blobs. */
    readonly blobLock: SharedLock;
    readonly collections: Pick<CollectionService, 'require'>;
    readonly signals: Signals;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly limits: { readonly maxDocumentBytes: number; readonly maxDocuments: number };
  }) {
    this.#catalog = dependencies.catalog;
    this.#blobs = dependencies.blobs;
    this.#blobLock = dependencies.blobLock;
    this.#collections = dependencies.collections;
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#ids = dependencies.ids;
    this.#limits = dependencies.limits;
  }

  /**
   * Accepts all documents or none; resolves to their ingestions in the order of the documents. A document
   * that cannot be ingested (too large, empty, of no known format) is accepted and ends as FAILED.
   *
   * Rejects with BadUserInputError naming the element, ForbiddenError, NotFoundError, or UnavailableError
   * where the bytes or the ingestions cannot be stored. Aborting `signal` before the acceptance takes it
   * back; after it, it only ends the waiting.
   */
  async ingest(principal: Principal, request: IngestRequest, signal: AbortSignal): Promise<Ingestion[]> {
    requireScope(principal, 'INGEST');
    const collection = await this.#collections.require(principal, request.collection);
    const documents = await parseDocuments(request.documents, {
      fields: collection.metadataSchema,
      maxDocuments: this.#limits.maxDocuments,
    });
    // A blob that is stored but not yet accepted looks like nobody's to a deletion.
    const accepted = await this.#blobLock.share(() => this.#store(collection, documents, signal));
    this.#signals.publish('ingestions');
    return request.waitFor === 'SEARCHABLE' ? this.#untilFinished(accepted, signal) : accepted;
  }

  /**
   * Calls an ingestion off. It is CANCELLED when this resolves; work on it stops at once, and a version that
   * was served before stays. Rejects with NotFoundError, or ConflictError where there is nothing to call off.
   */
  async cancel(principal: Principal, id: IngestionId): Promise<Ingestion> {
    requireScope(principal, 'INGEST');
    const queue = this.#catalog.ingestions;
    const cancelled = await queue.cancel(compileAccess(principal), id, this.#clock.now());
    if (cancelled === null) throw unknownIngestion(id);
    // The index may have been told of what is dropped now; the document's next ingestion may have waited.
    const topics = [cancellationTopic(id), `ingestion:${id}`, 'outbox', 'ingestions'];
    for (const topic of topics) this.#signals.publish(topic);
    return cancelled;
  }

  /**
   * Queues an ingestion that FAILED or was CANCELLED again, with as many tries as a new one has. Rejects with
   * NotFoundError, or ConflictError in any other state, and where a later ingestion has superseded it.
   */
  async retry(principal: Principal, id: IngestionId): Promise<Ingestion> {
    requireScope(principal, 'INGEST');
    const queue = this.#catalog.ingestions;
    const queued = await queue.retry(compileAccess(principal), id, this.#clock.now());
    if (queued === null) throw unknownIngestion(id);
    for (const topic of [`ingestion:${id}`, 'ingestions']) this.#signals.publish(topic);
    return queued;
  }

  /** Null where there is none, or its document is not visible. */
  async find(principal: Principal, id: IngestionId): Promise<Ingestion | null> {
    const [ingestion = null] = await this.findByIds(principal, [id]);
    return ingestion;
  }

  /** In the order of the ids. */
  async findByIds(principal: Principal, ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]> {
    requireScope(principal, 'READ');
    return this.#catalog.ingestions.findByIds(compileAccess(principal), ids);
  }

  /** Newest first; `collection` is a name, null for all of the tenant's. */
  async list(
    principal: Principal,
    query: PageRequest & { readonly collection: string | null; readonly state: IngestionState | null },
  ): Promise<Page<Ingestion>> {
    requireScope(principal, 'READ');
    const { collection: name, ...rest } = query;
    const collection = name === null ? null : await this.#collections.require(principal, name);
    const collectionId = collection?.id ?? null;
    return this.#catalog.ingestions.list(compileAccess(principal), { ...rest, collectionId });
  }

  /**
   * The events of each ingestion from its first on, by `seq`, as they come; ends after the last one is
   * finished, and without an error when `signal` aborts. NotFoundError before the first event where there
   * is no such ingestion, or its document is not visible.
   */
  async *progress(
    principal: Principal,
    ids: readonly IngestionId[],
    signal: AbortSignal,
  ): AsyncGenerator<IngestionEvent, void, undefined> {
    const found = await this.findByIds(principal, ids);
    const missing = ids.find((_, index) => (found[index] ?? null) === null);
    if (missing !== undefined) throw unknownIngestion(missing);
    yield* this.#tail(ids, signal);
  }

  async #store(
    collection: Collection,
    documents: readonly ParsedDocument[],
    signal: AbortSignal,
  ): Promise<Ingestion[]> {
    const storable = documents.filter(({ bytes }) => bytes.byteLength <= this.#limits.maxDocumentBytes);
    await mapConcurrently(storable, blobsAtOnce, ({ bytes }) => this.#blobs.put(bytes, signal));
    signal.throwIfAborted();
    const accepted = await this.#catalog.ingestions.accept({
      tenant: collection.tenant,
      collectionId: collection.id,
      documents: documents.map(({ draft }) => ({
        ingestionId: makeId('ingestion', this.#ids.next()),
        documentId: makeId('document', this.#ids.next()),
        draft,
      })),
      now: this.#clock.now(),
    });
    return [...accepted];
  }

  async #untilFinished(ingestions: readonly Ingestion[], signal: AbortSignal): Promise<Ingestion[]> {
    const latest = new Map(ingestions.map((ingestion) => [ingestion.id, ingestion]));
    for await (const { ingestion } of this.#tail([...latest.keys()], signal)) {
      latest.set(ingestion.id, ingestion);
    }
    signal.throwIfAborted();
    return [...latest.values()];
  }

  #tail(ids: readonly IngestionId[], signal: AbortSignal): AsyncGenerator<IngestionEvent, void, undefined> {
    const { ingestions: queue } = this.#catalog;
    return tailIngestions({ queue, signals: this.#signals, clock: this.#clock }, ids, signal);
  }
}

function unknownIngestion(id: IngestionId): NotFoundError {
  return new NotFoundError(`there is no ingestion ${id}`);
}
