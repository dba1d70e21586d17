import { createHash } from 'node:crypto';

import type { Lease, StagedVersion } from '../../../ports/ingestion-queue.js';
import { appendOutbox } from './append-outbox.js';
import type { Database } from './catalog-database.js';
import { insertBatches } from './in-batches.js';
import { removeUnreferenced } from './remove-unreferenced.js';
import { requireLease, type Leased } from './require-lease.js';
import type { SqlDialect } from './sql-dialect.js';
import { detachStaged } from './staged-version.js';

/** Writes a version beside the current one, in place of what was staged before; resolves to its number. */
export async function stageVersion(
  transaction: Database,
  dialect: SqlDialect,
  lease: Lease,
  staged: StagedVersion,
): Promise<number> {
  const leased = await requireLease(transaction, lease);
  const version = leased.currentVersion + 1;
  const announcedBefore = await detachStaged(transaction, leased);
  await insertVersion(transaction, leased, version, staged);
  await insertChunks(transaction, leased, version, staged);
  if (announcedBefore !== null) {
    await removeUnreferenced(transaction, dialect, leased);
    await appendOutbox(transaction, leased.collectionId, announcedBefore);
  }
  return version;
}

async function insertVersion(
  transaction: Database,
  leased: Leased,
  version: number,
  { title, mediaType, metadata, text, chunks }: StagedVersion,
): Promise<void> {
  const hash = createHash('sha256').update(text).digest('hex');
  await transaction
    .insertInto('document_texts')
    .values({ document_id: leased.documentId, hash, text })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction
    .insertInto('document_versions')
    .values({
      document_id: leased.documentId,
      version,
      ingestion_id: leased.ingestionId,
      draft_hash: leased.draftHash,
      title,
      uri: leased.uri,
      media_type: mediaType,
      metadata: metadata === undefined ? leased.metadata : JSON.stringify(metadata),
      access: leased.access,
      content_hash: leased.contentHash,
      chunk_count: chunks.length,
      text_length: text.length,
      // When it was handed in, not when it was published: the index learns the facts before that.
      updated_at: leased.createdAt,
      text_hash: hash,
      announced_sequence: null,
      from_epoch: null,
      to_epoch: null,
    })
    .execute();
}

async function insertChunks(
  transaction: Database,
  { documentId, collectionId }: Leased,
  version: number,
  { chunks }: StagedVersion,
): Promise<void> {
  const rows = chunks.map((chunk) => ({
    id: chunk.id,
    document_id: documentId,
    collection_id: collectionId,
    text: chunk.text,
    heading_path: JSON.stringify(chunk.headingPath),
    embedded_text: chunk.embeddedText,
    embedded_hash: chunk.embeddedHash,
  }));
  await insertBatches(rows, (batch) =>
    transaction
      .insertInto('chunks')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  const places = chunks.map((chunk) => ({
    document_id: documentId,
    version,
    ordinal: chunk.ordinal,
    chunk_id: chunk.id,
    span_start: chunk.span.start,
    span_end: chunk.span.end,
    page: chunk.page,
  }));
  await insertBatches(places, (batch) => transaction.insertInto('version_chunks').values(batch).execute());
}
