import { sql } from 'kysely';

import type { ContentHash } from '../../../domain/ids.js';
import type { ChunkToEmbed, IngestionQueue, Lease } from '../../../ports/ingestion-queue.js';
import type { Database } from './catalog-database.js';
import { insertBatches } from './in-batches.js';
import { requireLease, type Leased } from './require-lease.js';
import { encodeVector } from './vector-bytes.js';

type Unembedded = Awaited<ReturnType<IngestionQueue['unembedded']>>;
type Vectors = Parameters<IngestionQueue['putVectors']>[1];

/** The staged version's texts without a vector, in the order of the document, and how many there are. */
export async function unembeddedTexts(database: Database, lease: Lease, limit: number): Promise<Unembedded> {
  const leased = await requireLease(database, lease);
  const { missingTotal, total } = await countTexts(database, leased);
  const missing = missingTotal === 0 ? [] : await missingTexts(database, leased, limit);
  return { missing, missingTotal, total };
}

/** Keeps each vector under its text's hash; one that is there already stays. */
export async function storeVectors(transaction: Database, lease: Lease, vectors: Vectors): Promise<void> {
  const { tenant, model } = await requireLease(transaction, lease);
  const rows = vectors.map(({ embeddedHash, vector }) => ({
    tenant,
    model,
    embedded_hash: embeddedHash,
    vector: encodeVector(vector),
  }));
  await insertBatches(rows, (batch) =>
    transaction
      .insertInto('vectors')
      .values(batch)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

async function countTexts(database: Database, leased: Leased) {
  return stagedChunks(database, leased)
    .select([
      sql<number>`count(distinct c.embedded_hash)`.as('total'),
      sql<number>`count(distinct case when x.embedded_hash is null then c.embedded_hash end)`.as(
        'missingTotal',
      ),
    ])
    .executeTakeFirstOrThrow();
}

async function missingTexts(
  database: Database,
  leased: Leased,
  limit: number,
): Promise<readonly ChunkToEmbed[]> {
  const rows = await stagedChunks(database, leased)
    .select(['c.embedded_hash', sql<string>`min(c.embedded_text)`.as('embedded_text')])
    .where('x.embedded_hash', 'is', null)
    .groupBy('c.embedded_hash')
    .orderBy(sql`min(vc.ordinal)`)
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    embeddedHash: row.embedded_hash as ContentHash,
    embeddedText: row.embedded_text,
  }));
}

/** The staged version's chunks, each beside its vector where there is one. */
function stagedChunks(database: Database, { documentId, tenant, model }: Leased) {
  return database
    .selectFrom('document_versions as v')
    .innerJoin('version_chunks as vc', (join) =>
      join.onRef('vc.document_id', '=', 'v.document_id').onRef('vc.version', '=', 'v.version'),
    )
    .innerJoin('chunks as c', 'c.id', 'vc.chunk_id')
    .leftJoin('vectors as x', (join) =>
      join
        .on('x.tenant', '=', tenant)
        .on('x.model', '=', model)
        .onRef('x.embedded_hash', '=', 'c.embedded_hash'),
    )
    .where('v.document_id', '=', documentId)
    .where('v.from_epoch', 'is', null);
}
