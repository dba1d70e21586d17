import { randomUUID } from 'node:crypto';

export function ensureCollection(catalog) {
  return catalog.collections.ensure({
    id: 'col_1',
    tenant: 'default',
    name: 'default',
    description: null,
    metadataSchema: [],
    chunking: { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 },
    embedding: { provider: 'test', model: 'test', dimensions: 4, fingerprint: 'test' },
    createdAt: new Date(0),
  });
}

/** Accepts a document of its own; resolves to the ingestion's id. */
export async function acceptOne(catalog, collection, title) {
  const unique = randomUUID().replaceAll('-', '');
  const [ingestion] = await catalog.ingestions.accept({
    tenant: collection.tenant,
    collectionId: collection.id,
    documents: [
      {
        ingestionId: `ing_${unique}`,
        documentId: `doc_${unique}`,
        draft: {
          externalId: unique,
          title,
          uri: null,
          mediaType: null,
          metadata: {},
          access: [],
          contentHash: unique,
          byteLength: 1,
        },
      },
    ],
    now: new Date(0),
  });
  return ingestion.id;
}
