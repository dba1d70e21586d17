import type { AccessFilter } from '../../../domain/access-filter.js';
import type { DeletionReceipt, StoreDeletion } from '../../../domain/deletion.js';
import type {
  ChunkId,
  CollectionId,
  ContentHash,
  DeletionId,
  DocumentId,
  TenantId,
} from '../../../domain/ids.js';
import type { DeletionLedger, DeletionWork } from '../../../ports/deletion-ledger.js';
import type { DeletionRow } from '../schema/tables.js';
import { beginCollectionDeletion, beginDeletion } from './begin-deletion.js';
import type { CatalogDatabase, Database } from './catalog-database.js';
import { groupBy } from './group-by.js';
import { countWords, orphanedBlobs, purgeWords } from './purge-documents.js';

export class SqlDeletionLedger implements DeletionLedger {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  async begin(
    access: AccessFilter,
    request: Parameters<DeletionLedger['begin']>[1],
  ): Promise<DeletionReceipt> {
    const { writer, dialect } = this.#database;
    const row = await writer
      .transaction()
      .execute((transaction) => beginDeletion(transaction, dialect, access, request));
    return toReceipt(row);
  }

  async beginCollection(
    access: AccessFilter,
    request: Parameters<DeletionLedger['beginCollection']>[1],
  ): ReturnType<DeletionLedger['beginCollection']> {
    const { writer, dialect } = this.#database;
    const begun = await writer
      .transaction()
      .execute((transaction) => beginCollectionDeletion(transaction, dialect, access, request));
    return begun === undefined ? null : { receipt: toReceipt(begun.row), documentIds: begun.documentIds };
  }

  async unfinished(): Promise<readonly DeletionWork[]> {
    const rows = await unfinishedRows(this.#database.reader);
    const works = groupBy(rows, ({ id }) => id);
    return [...works.values()].flatMap(toWork);
  }

  async purge(id: DeletionId): ReturnType<DeletionLedger['purge']> {
    const { writer, dialect } = this.#database;
    const purged = await writer.transaction().execute(async (transaction) => ({
      deleted: await purgeWords(transaction, dialect, id),
      orphanedBlobs: await orphanedBlobs(transaction, dialect, id),
    }));
    await dialect.scrub(writer);
    return purged;
  }

  remaining(id: DeletionId): Promise<number> {
    return countWords(this.#database.reader, id);
  }

  async complete(id: DeletionId, stores: readonly StoreDeletion[], now: Date): Promise<void> {
    await this.#database.writer
      .updateTable('deletions')
      .set({ state: 'COMPLETED', stores: JSON.stringify(stores), completed_at: now.toISOString() })
      .where('id', '=', id)
      .execute();
  }

  async find(access: AccessFilter, id: DeletionId): Promise<DeletionReceipt | null> {
    const row = await this.#database.reader
      .selectFrom('deletions')
      .selectAll()
      .where('id', '=', id)
      .where('tenant', '=', access.tenant)
      .executeTakeFirst();
    return row === undefined ? null : toReceipt(row);
  }
}

function toReceipt(row: DeletionRow): DeletionReceipt {
  return {
    id: row.id as DeletionId,
    tenant: row.tenant as TenantId,
    state: row.state,
    documentCount: row.document_count,
    stores: JSON.parse(row.stores) as StoreDeletion[],
    startedAt: new Date(row.started_at),
    completedAt: row.completed_at === null ? null : new Date(row.completed_at),
  };
}

type WorkRow = Awaited<ReturnType<typeof unfinishedRows>>[number];

/** A row for each document, and one without for a deletion that found none. */
function unfinishedRows(database: Database) {
  return database
    .selectFrom('deletions as r')
    .leftJoin('deletion_documents as m', 'm.deletion_id', 'r.id')
    .select(['r.id', 'r.tenant', 'r.outbox_sequence', 'r.collection_id as whole_collection_id'])
    .select(['m.document_id', 'm.collection_id'])
    .select(['m.chunk_ids', 'm.content_hashes'])
    .where('r.state', '=', 'RUNNING')
    .orderBy('r.started_at')
    .orderBy('r.id')
    .execute();
}

function toWork(rows: readonly WorkRow[]): DeletionWork[] {
  const [first] = rows;
  if (first === undefined) return [];
  return [
    {
      id: first.id as DeletionId,
      tenant: first.tenant as TenantId,
      documents: rows.flatMap(toDocumentWork),
      collectionId: first.whole_collection_id as CollectionId | null,
      outboxSequence: first.outbox_sequence,
    },
  ];
}

function toDocumentWork(row: WorkRow): DeletionWork['documents'] {
  if (row.document_id === null) return [];
  return [
    {
      documentId: row.document_id as DocumentId,
      collectionId: row.collection_id as CollectionId,
      chunkIds: JSON.parse(row.chunk_ids ?? '[]') as ChunkId[],
      contentHashes: JSON.parse(row.content_hashes ?? '[]') as ContentHash[],
    },
  ];
}
