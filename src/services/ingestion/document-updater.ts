import type { Collection } from '../../domain/collection.js';
import type { DocumentBy } from '../../domain/document-by.js';
import type { Document } from '../../domain/document.js';
import { NotFoundError } from '../../domain/errors.js';
import { makeId } from '../../domain/ids.js';
import type { Principal } from '../../domain/principal.js';
import type { Catalog } from '../../ports/catalog.js';
import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/id-source.js';
import type { Amendment } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';
import { compileAccess, requireScope } from '../access/compile-access.js';
import type { DocumentService } from '../documents/document-service.js';
import { parseMetadata } from '../filters/parse-metadata.js';
import type { IndexProjector } from './index-projector.js';
import { parseAccess } from './parse-documents.js';

/** What is to be different about a document; `null` is the same as absent, and leaves it as it is. */
export interface DocumentUpdate {
  readonly document: DocumentBy;
  readonly title?: string | null | undefined;
  /** In place of all the metadata that was there, to be checked against the declared fields. */
  readonly metadata?: unknown;
  /** In place of all the groups that were there. */
  readonly access?: readonly string[] | null | undefined;
}

/** Changes what is said of documents, not what they say. */
export class DocumentUpdater {
  readonly #catalog: Catalog;
  readonly #documents: Pick<DocumentService, 'find'>;
  readonly #projector: Pick<IndexProjector, 'follow'>;
  readonly #signals: Signals;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #ids: IdSource;

  constructor(dependencies: {
    readonly catalog: Catalog;
    readonly documents: Pick<DocumentService, 'find'>;
    readonly projector: Pick<IndexProjector, 'follow'>;
    readonly signals: Signals;
    readonly clock: Pick<Clock, 'now'>;
    readonly ids: IdSource;
  }) {
    this.#catalog = dependencies.catalog;
    this.#documents = dependencies.documents;
    this.#projector = dependencies.projector;
    this.#signals = dependencies.signals;
    this.#clock = dependencies.clock;
    this.#ids = dependencies.ids;
  }

  /**
   * Makes a new version with the same text and chunks, of which nothing is embedded again: a new title is
   * shown and filtered by, but searches go on matching the one that was embedded with the text, until the
   * content is ingested anew. Where everything is as it was, there is no new version.
   *
   * Readers see it from the moment it is made; resolves, to the document as it is then, once searches find it
   * by its new attributes. Aborting `signal` only ends that wait. Rejects with BadUserInputError naming the
   * element, ForbiddenError, NotFoundError, or ConflictError while the document is being ingested.
   */
  async update(principal: Principal, update: DocumentUpdate, signal: AbortSignal): Promise<Document> {
    requireScope(principal, 'INGEST');
    const found = await this.#documents.find(principal, update.document);
    if (found === null) throw unknownDocument();
    const collection = await this.#catalog.collections.find(found.tenant, found.collectionId);
    if (collection === null) throw unknownDocument();
    const amended = await this.#catalog.ingestions.amend(compileAccess(principal), {
      ingestionId: makeId('ingestion', this.#ids.next()),
      documentId: found.id,
      amendment: parseAmendment(update, collection),
      now: this.#clock.now(),
    });
    if (amended === null) throw unknownDocument();
    this.#signals.publish('outbox');
    await this.#projector.follow(collection.id, amended.sequence, signal);
    return amended.document;
  }
}

function parseAmendment({ title, metadata, access }: DocumentUpdate, collection: Collection): Amendment {
  const { metadataSchema } = collection;
  return {
    ...(isGiven(title) && { title }),
    ...(isGiven(metadata) && { metadata: parseMetadata(metadata, metadataSchema, 'input.metadata') }),
    ...(isGiven(access) && { access: parseAccess(access, 'input.access') }),
  };
}

function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== null && value !== undefined;
}

function unknownDocument(): NotFoundError {
  return new NotFoundError('there is no such document');
}
