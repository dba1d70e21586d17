import type { AccessFilter } from '../../../domain/access-filter.js';
import { ConflictError } from '../../../domain/errors.js';
import type { Metadata } from '../../../domain/metadata.js';
import type { Amended, Amendment, IngestionQueue } from '../../../ports/ingestion-queue.js';
import type { DocumentRow, IngestionRow } from '../schema/tables.js';
import { queuedIngestion } from './accept-documents.js';
import type { Database } from './catalog-database.js';
import { appendEvents } from './change-ingestion.js';
import { toDocument } from './document-row.js';
import { sortedEntries } from './draft-hash.js';
import { toDraft } from './ingestion-row.js';
import { makeCurrent, type PublishingSettings } from './publish-version.js';
import type { SqlDialect } from './sql-dialect.js';
import { visibleDocuments } from './visible-documents.js';

type Request = Parameters<IngestionQueue['amend']>[1];

/** Writes a version that differs from the current one in its attributes alone, and makes it current. */
export async function amendDocument(
  transaction: Database,
  settings: PublishingSettings,
  access: AccessFilter,
  request: Request,
): Promise<Amended | null> {
  const document = await findVisible(transaction, settings.dialect, access, request.documentId);
  if (document === undefined) return null;
  await refuseUnlessSettled(transaction, document);
  const amended = amendedColumns(document, request.amendment);
  if (amended === null) return { document: toDocument(document), sequence: 0 };
  const ingestion = await noteIngestion(transaction, document, request);
  await copyVersion(transaction, document, ingestion, amended);
  const sequence = await makeCurrent(transaction, settings, {
    documentId: document.id,
    collectionId: document.collection_id,
    currentVersion: document.current_version,
    documentMetadata: document.metadata,
    tenant: document.tenant,
    model: document.model,
  });
  const row = await transaction
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', document.id)
    .executeTakeFirstOrThrow();
  return { document: toDocument(row), sequence };
}

type FoundDocument = DocumentRow & { readonly model: string };
type Amendable = Pick<DocumentRow, 'title' | 'metadata' | 'access'>;

function findVisible(
  transaction: Database,
  dialect: SqlDialect,
  access: AccessFilter,
  id: string,
): Promise<FoundDocument | undefined> {
  return transaction
    .selectFrom('documents as d')
    .innerJoin('collections as k', 'k.id', 'd.collection_id')
    .selectAll('d')
    .select('k.model')
    .where('d.id', '=', id)
    .where(visibleDocuments(dialect, access))
    .executeTakeFirst();
}

/** An ingestion under way would flip to attributes from before the amendment. */
async function refuseUnlessSettled(transaction: Database, document: DocumentRow): Promise<void> {
  const unfinished = await transaction
    .selectFrom('ingestions')
    .select('id')
    .where('document_id', '=', document.id)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (unfinished !== undefined) {
    throw new ConflictError(
      `${document.id} is being ingested (${unfinished.id}); update it once that has ended`,
    );
  }
  if (document.current_version === 0) {
    throw new ConflictError(`${document.id} has no version yet that could be updated`);
  }
}

/** Null where everything is as it was. */
function amendedColumns(document: DocumentRow, amendment: Amendment): Amendable | null {
  const { title = document.title, metadata, access } = amendment;
  const changed =
    title !== document.title ||
    (metadata !== undefined && !sameMetadata(metadata, JSON.parse(document.metadata) as Metadata)) ||
    (access !== undefined && !sameGroups(access, JSON.parse(document.access) as string[]));
  if (!changed) return null;
  return {
    title,
    metadata: metadata === undefined ? document.metadata : JSON.stringify(metadata),
    access: access === undefined ? document.access : JSON.stringify(access),
  };
}

function sameMetadata(one: Metadata, other: Metadata): boolean {
  return JSON.stringify(sortedEntries(one)) === JSON.stringify(sortedEntries(other));
}

function sameGroups(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...new Set(one)].sort()) === JSON.stringify([...new Set(other)].sort());
}

/** An ingestion that is over: the next one of the document is compared with the draft it keeps. */
async function noteIngestion(
  transaction: Database,
  document: DocumentRow,
  { ingestionId, amendment, now }: Request,
): Promise<Omit<IngestionRow, 'position'>> {
  const current = await transaction
    .selectFrom('ingestions as i')
    .innerJoin('document_versions as v', 'v.ingestion_id', 'i.id')
    .selectAll('i')
    .where('v.document_id', '=', document.id)
    .where('v.version', '=', document.current_version)
    .executeTakeFirstOrThrow();
  const { tenant, collectionId } = toDocument(document);
  const draft = { ...toDraft(current), ...amendment };
  const { total } = await countTexts(transaction, document);
  const row = {
    ...queuedIngestion({ tenant, collectionId, now }, { ingestionId, draft }, document.id),
    state: 'SUCCEEDED' as const,
    finished_at: now.toISOString(),
    chunks_total: total,
    chunks_reused: total,
    chunks_indexed: total,
  };
  await transaction.insertInto('ingestions').values(row).execute();
  await appendEvents(transaction, [row]);
  return row;
}

/** As ingestions count chunks: by what is embedded. */
function countTexts(transaction: Database, document: DocumentRow) {
  return transaction
    .selectFrom('version_chunks as vc')
    .innerJoin('chunks as c', 'c.id', 'vc.chunk_id')
    .select(({ fn }) => fn.count<number>('c.embedded_hash').distinct().as('total'))
    .where('vc.document_id', '=', document.id)
    .where('vc.version', '=', document.current_version)
    .executeTakeFirstOrThrow();
}

async function copyVersion(
  transaction: Database,
  { id, current_version }: DocumentRow,
  ingestion: Omit<IngestionRow, 'position'>,
  amended: Amendable,
): Promise<void> {
  const version = current_version + 1;
  const current = await transaction
    .selectFrom('document_versions')
    .selectAll()
    .where('document_id', '=', id)
    .where('version', '=', current_version)
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('document_versions')
    .values({
      ...current,
      ...amended,
      version,
      ingestion_id: ingestion.id,
      draft_hash: ingestion.draft_hash,
      updated_at: ingestion.created_at,
      announced_sequence: null,
      from_epoch: null,
      to_epoch: null,
    })
    .execute();
  await transaction
    .insertInto('version_chunks')
    .columns(['document_id', 'version', 'ordinal', 'chunk_id', 'span_start', 'span_end', 'page'])
    .expression((eb) =>
      eb
        .selectFrom('version_chunks')
        .select((row) => ['document_id', row.val(version).as('version'), 'ordinal', 'chunk_id'])
        .select(['span_start', 'span_end', 'page'])
        .where('document_id', '=', id)
        .where('version', '=', current_version),
    )
    .execute();
}
