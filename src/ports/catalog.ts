import type { CollectionCatalog } from './collection-catalog.js';
import type { DeletionLedger } from './deletion-ledger.js';
import type { DocumentCatalog } from './document-catalog.js';
import type { IndexOutbox } from './index-outbox.js';
import type { IngestionQueue } from './ingestion-queue.js';

/**
 * The system of record, in one database: each method below is one transaction. What a resolved promise
 * reports survives a crash of the process and of the machine.
 *
 * Any method rejects with UnavailableError('catalog', …) where the database cannot be read or written
 * (a full disk included); a rejected write has changed nothing.
 */
export interface Catalog {
  readonly collections: CollectionCatalog;
  readonly documents: DocumentCatalog;
  readonly ingestions: IngestionQueue;
  readonly outbox: IndexOutbox;
  readonly deletions: DeletionLedger;
  check(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
