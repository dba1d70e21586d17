import { sql } from 'kysely';

import type { Database } from './catalog-database.js';
import { isAnyOf } from './is-any-of.js';
import type { SqlDialect } from './sql-dialect.js';

interface VectorSpace {
  readonly tenant: string;
  /** The embedding model's fingerprint. */
  readonly model: string;
}

/** Removes what no version of the document has any more: its texts, its chunks, and their vectors. */
export async function removeUnreferenced(
  transaction: Database,
  dialect: SqlDialect,
  { documentId, ...space }: VectorSpace & { readonly documentId: string },
): Promise<void> {
  await transaction
    .deleteFrom('document_texts')
    .where('document_id', '=', documentId)
    .where('hash', 'not in', (eb) =>
      eb.selectFrom('document_versions').select('text_hash').where('document_id', '=', documentId),
    )
    .execute();
  const chunks = await transaction
    .deleteFrom('chunks')
    .where('document_id', '=', documentId)
    .where('id', 'not in', (eb) =>
      eb.selectFrom('version_chunks').select('chunk_id').where('document_id', '=', documentId),
    )
    .returning('embedded_hash')
    .execute();
  const hashes = chunks.map(({ embedded_hash }) => embedded_hash);
  await removeUnusedVectors(transaction, dialect, space, hashes);
}

/** Of these vectors, removes those that no chunk of the same tenant and model uses; resolves to how many. */
export async function removeUnusedVectors(
  transaction: Database,
  dialect: SqlDialect,
  { tenant, model }: VectorSpace,
  hashes: readonly string[],
): Promise<number> {
  if (hashes.length === 0) return 0;
  const { numDeletedRows } = await transaction
    .deleteFrom('vectors')
    .where('tenant', '=', tenant)
    .where('model', '=', model)
    .where(isAnyOf(dialect, sql.ref('embedded_hash'), hashes))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('chunks as c')
            .innerJoin('collections as k', 'k.id', 'c.collection_id')
            .select('c.id')
            .whereRef('c.embedded_hash', '=', 'vectors.embedded_hash')
            .where('k.tenant', '=', tenant)
            .where('k.model', '=', model),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
