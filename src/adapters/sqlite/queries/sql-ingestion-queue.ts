import { sql } from 'kysely';

import type { AccessFilter } from '../../../domain/access-filter.js';
import type { CollectionId, IngestionId } from '../../../domain/ids.js';
import type { Ingestion, IngestionError, IngestionEvent, IngestionState } from '../../../domain/ingestion.js';
import type { Page, PageRequest } from '../../../domain/page.js';
import type {
  AcceptRequest,
  ClaimedIngestion,
  IngestionQueue,
  Lease,
  StagedVersion,
} from '../../../ports/ingestion-queue.js';
import type { IngestionRow } from '../schema/tables.js';
import { acceptDocuments } from './accept-documents.js';
import { amendDocument } from './amend-document.js';
import { announceVersion } from './announce-version.js';
import { cancelIngestion } from './cancel-ingestion.js';
import type { CatalogDatabase, Database } from './catalog-database.js';
import { changeIngestion } from './change-ingestion.js';
import { claimIngestion } from './claim-ingestion.js';
import { countOf } from './count-of.js';
import { finishIngestion } from './finish-ingestion.js';
import { inOrder } from './in-order.js';
import { ingestionEvents } from './ingestion-events.js';
import { fromProgress, toIngestion } from './ingestion-row.js';
import { isAnyOf } from './is-any-of.js';
import { newestIngestions } from './newest-ingestions.js';
import { publishVersion, type PublishingSettings } from './publish-version.js';
import { readPage } from './read-page.js';
import { requireLease } from './require-lease.js';
import { retryIngestion } from './retry-ingestion.js';
import { stageVersion } from './stage-version.js';
import { storeVectors, unembeddedTexts } from './staged-vectors.js';
import { visibleDocuments } from './visible-documents.js';

/** When an expired lease ran out: before every clock. */
const longAgo = new Date(0).toISOString();

export class SqlIngestionQueue implements IngestionQueue {
  readonly #database: CatalogDatabase;
  readonly #publishing: PublishingSettings;

  constructor({
    database,
    versionsKept,
  }: { readonly database: CatalogDatabase } & Omit<PublishingSettings, 'dialect'>) {
    this.#database = database;
    this.#publishing = { dialect: database.dialect, versionsKept };
  }

  accept(request: AcceptRequest): Promise<readonly Ingestion[]> {
    return this.#write((transaction) => acceptDocuments(transaction, this.#database.dialect, request));
  }

  claim(request: Parameters<IngestionQueue['claim']>[0]): Promise<ClaimedIngestion | null> {
    return this.#write((transaction) => claimIngestion(transaction, request));
  }

  async renew(lease: Lease, until: Date): Promise<void> {
    await this.#write(async (transaction) => {
      await requireLease(transaction, lease);
      await transaction
        .updateTable('ingestions')
        .set({ claimable_at: until.toISOString() })
        .where('id', '=', lease.ingestionId)
        .execute();
    });
  }

  async expireLeases(): Promise<void> {
    await this.#database.writer
      .updateTable('ingestions')
      .set({ claimable_at: longAgo })
      .where('finished_at', 'is', null)
      .where('state', '=', 'RUNNING')
      .execute();
  }

  async advance(lease: Lease, { stage, progress }: Parameters<IngestionQueue['advance']>[1]): Promise<void> {
    await this.#write((transaction) =>
      changeIngestion(transaction, lease, { stage, ...fromProgress(progress) }),
    );
  }

  async isUnchanged(lease: Lease): Promise<boolean> {
    const { draftHash, currentDraftHash } = await requireLease(this.#database.reader, lease);
    return draftHash === currentDraftHash;
  }

  stage(lease: Lease, version: StagedVersion): Promise<number> {
    return this.#write((transaction) => stageVersion(transaction, this.#database.dialect, lease, version));
  }

  unembedded(lease: Lease, limit: number): ReturnType<IngestionQueue['unembedded']> {
    return unembeddedTexts(this.#database.reader, lease, limit);
  }

  putVectors(lease: Lease, vectors: Parameters<IngestionQueue['putVectors']>[1]): Promise<void> {
    return this.#write((transaction) => storeVectors(transaction, lease, vectors));
  }

  announce(lease: Lease): Promise<number> {
    return this.#write((transaction) => announceVersion(transaction, lease));
  }

  publish(lease: Lease): Promise<number> {
    return this.#write((transaction) => publishVersion(transaction, this.#publishing, lease));
  }

  finish(lease: Lease, outcome: Parameters<IngestionQueue['finish']>[1]): Promise<void> {
    return this.#write((transaction) => finishIngestion(transaction, this.#database.dialect, lease, outcome));
  }

  async postpone(lease: Lease, notBefore: Date, error: IngestionError): Promise<void> {
    await this.#write((transaction) =>
      changeIngestion(transaction, lease, {
        state: 'QUEUED',
        error: JSON.stringify(error),
        lease_owner: null,
        claimable_at: notBefore.toISOString(),
      }),
    );
  }

  cancel(access: AccessFilter, id: IngestionId, now: Date): Promise<Ingestion | null> {
    return this.#change((transaction) =>
      cancelIngestion(transaction, this.#database.dialect, access, { id, now }),
    );
  }

  retry(access: AccessFilter, id: IngestionId, now: Date): Promise<Ingestion | null> {
    return this.#change((transaction) =>
      retryIngestion(transaction, this.#database.dialect, access, { id, now }),
    );
  }

  amend(
    access: AccessFilter,
    request: Parameters<IngestionQueue['amend']>[1],
  ): ReturnType<IngestionQueue['amend']> {
    return this.#write((transaction) => amendDocument(transaction, this.#publishing, access, request));
  }

  async findByIds(access: AccessFilter, ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]> {
    const { reader, dialect } = this.#database;
    const rows = await reader
      .selectFrom('ingestions as i')
      .innerJoin('documents as d', 'd.id', 'i.document_id')
      .selectAll('i')
      .where(isAnyOf(dialect, sql.ref('i.id'), ids))
      .where(visibleDocuments(dialect, access))
      .execute();
    return inOrder(ids, rows.map(toIngestion), ({ id }) => id);
  }

  list(
    access: AccessFilter,
    query: PageRequest & {
      readonly collectionId: CollectionId | null;
      readonly state: IngestionState | null;
    },
  ): Promise<Page<Ingestion>> {
    const { reader, dialect } = this.#database;
    const visible = visibleDocuments(dialect, access);
    return reader
      .transaction()
      .execute((snapshot) => readPage(query, newestIngestions(snapshot, visible, query), toIngestion));
  }

  events(id: IngestionId, afterSeq: number, limit: number): Promise<readonly IngestionEvent[]> {
    return ingestionEvents(this.#database.reader, { id, afterSeq, limit });
  }

  countUnfinished(): Promise<number> {
    return countOf(this.#database.reader.selectFrom('ingestions').where('finished_at', 'is', null));
  }

  async #change(
    work: (transaction: Database) => Promise<IngestionRow | undefined>,
  ): Promise<Ingestion | null> {
    const row = await this.#write(work);
    return row === undefined ? null : toIngestion(row);
  }

  #write<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    return this.#database.writer.transaction().execute(work);
  }
}
