import { describe, expect, it } from '@jest/globals';

import { isVisible, type AccessFilter } from '../../../../src/domain/access-filter.js';
import type { Collection } from '../../../../src/domain/collection.js';
import type { Document } from '../../../../src/domain/document.js';
import { BadUserInputError, ForbiddenError, InvalidFilterError } from '../../../../src/domain/errors.js';
import { matchesFilter, type DocumentFacts, type Filter } from '../../../../src/domain/filter.js';
import {
  makeId,
  type CollectionId,
  type ContentHash,
  type DocumentId,
  type TenantId,
} from '../../../../src/domain/ids.js';
import type { DocumentCatalog } from '../../../../src/ports/document-catalog.js';
import { defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { DocumentService } from '../../../../src/services/documents/document-service.js';

const now = new Date('2026-05-01T00:00:00Z');
const collection: Collection = {
  id: makeId('collection', '1'),
  tenant: defaultPrincipal.tenant,
  name: 'papers',
  description: null,
  metadataSchema: [{ name: 'year', type: 'NUMBER', description: null }],
  chunking: { strategy: 'RECURSIVE', maxTokens: 200, overlapTokens: 40 },
  embedding: { provider: 'test', model: 'none', dimensions: 8, fingerprint: 'f' },
  createdAt: now,
};

function document(externalId: string, change: Partial<Document> = {}): Document {
  return {
    id: makeId('document', externalId),
    tenant: defaultPrincipal.tenant,
    collectionId: collection.id,
    externalId,
    title: null,
    uri: null,
    mediaType: 'text/plain',
    metadata: {},
    access: [],
    version: 1,
    contentHash: 'h' as ContentHash,
    state: 'READY',
    chunkCount: 1,
    textLength: 11,
    createdAt: now,
    updatedAt: now,
    ...change,
  };
}

const open = document('open', { metadata: { year: 2020 } });
const secret = document('secret', { access: ['board'], metadata: { year: 2021 } });
const foreign = document('foreign', { tenant: 'other' as TenantId });
const all = [open, secret, foreign];
const board = { ...defaultPrincipal, groups: ['board'] };

/** The methods these tests reach, over the documents above; every text is "Hello, 😀 you". */
const documents = {
  findByIds: (access: AccessFilter, ids: readonly DocumentId[]) =>
    Promise.resolve(ids.map((id) => visible(access).find((each) => each.id === id) ?? null)),
  findByExternalId: (access: AccessFilter, collectionId: CollectionId, externalId: string) =>
    Promise.resolve(
      visible(access).find((each) => each.collectionId === collectionId && each.externalId === externalId) ??
        null,
    ),
  idsWhere: (access: AccessFilter, _collectionId: CollectionId, where: Filter) =>
    Promise.resolve(
      visible(access)
        .filter((each) => matchesFilter(where, factsOf(each)))
        .map(({ id }) => id),
    ),
  list: (access: AccessFilter, _collectionId: CollectionId, { where }: { where: Filter | null }) => {
    const found = visible(access).filter((each) => where === null || matchesFilter(where, factsOf(each)));
    return Promise.resolve({
      items: found.map((item) => ({ item, position: item.id })),
      hasNextPage: false,
      hasPreviousPage: false,
      totalCount: found.length,
    });
  },
  text: (access: AccessFilter, id: DocumentId, version: number | null) =>
    Promise.resolve(visible(access).some((each) => each.id === id) && version !== 9 ? 'Hello, 😀 you' : null),
} as unknown as DocumentCatalog;

function visible(access: AccessFilter): Document[] {
  return all.filter((each) => isVisible(access, each.tenant, each.access));
}

function factsOf({ externalId, title, uri, mediaType, metadata }: Document): DocumentFacts {
  return {
    externalId,
    title,
    uri,
    mediaType,
    metadata,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

const service = new DocumentService({
  catalog: { documents },
  collections: { require: () => Promise.resolve(collection) },
});
const byExternalId = (externalId: string) => ({ externalId: { collection: 'papers', externalId } });

describe('DocumentService', () => {
  it('finds a document by id and by externalId', async () => {
    expect(await service.find(defaultPrincipal, { id: open.id })).toEqual(open);
    expect(await service.find(defaultPrincipal, byExternalId('open'))).toEqual(open);
    expect(await service.find(defaultPrincipal, byExternalId('missing'))).toBeNull();
  });

  it('treats what the principal may not see as missing', async () => {
    expect(await service.find(defaultPrincipal, { id: secret.id })).toBeNull();
    expect(await service.find(board, { id: secret.id })).toEqual(secret);
    expect(await service.find(board, byExternalId('foreign'))).toBeNull();
    expect(await service.text(defaultPrincipal, secret.id, null)).toBeNull();
  });

  it('resolves names to distinct ids in their order, leaving out what is missing or invisible', async () => {
    const by = [
      byExternalId('secret'),
      { id: foreign.id },
      { id: open.id },
      byExternalId('open'),
      byExternalId('x'),
    ];
    expect(await service.resolve(board, by)).toEqual([secret.id, open.id]);
    expect(await service.resolve(defaultPrincipal, by)).toEqual([open.id]);
    expect(await service.resolve(defaultPrincipal, [])).toEqual([]);
  });

  it('lists and names what matches a filter, which must fit the collection', async () => {
    const where = { field: { name: 'year', is: { gte: 2020 } } };
    const query = { first: 10, after: null, state: null };
    expect(await service.idsWhere(board, 'papers', where)).toEqual([open.id, secret.id]);
    expect((await service.list(board, collection, { ...query, where })).totalCount).toBe(2);
    expect((await service.list(board, collection, { ...query, where: null })).totalCount).toBe(2);
    const wrong = { field: { name: 'yaer', is: { eq: 1 } } };
    await expect(service.idsWhere(board, 'papers', wrong)).rejects.toThrow(InvalidFilterError);
    await expect(service.list(board, collection, { ...query, where: wrong })).rejects.toThrow(
      InvalidFilterError,
    );
  });

  it.each([
    [{}, 'Hello, 😀 you'],
    [{ start: 7 }, '😀 you'],
    [{ end: 5 }, 'Hello'],
    [{ start: 7, end: 9 }, '😀'],
    [{ start: 10, end: 99 }, 'you'],
    [{ start: 50, end: 99 }, ''],
    [{ start: 3, end: 3 }, ''],
  ])('reads the part %j of a text in UTF-16 code units', async (range, part) => {
    expect(await service.text(defaultPrincipal, open.id, 1, range)).toBe(part);
  });

  it('has no text of a version that is gone', async () => {
    expect(await service.text(defaultPrincipal, open.id, 9, { start: 1 })).toBeNull();
  });

  it.each([
    [{ start: -1 }, 'start'],
    [{ start: 0.5 }, 'start'],
    [{ start: NaN }, 'start'],
    [{ start: 5, end: 4 }, 'end'],
    [{ end: 1.5 }, 'end'],
  ])('refuses the impossible part %j', async (range, argument) => {
    const error = await service
      .text(defaultPrincipal, open.id, null, range)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadUserInputError);
    expect(error).toMatchObject({ argument });
  });

  it('needs READ', async () => {
    const writer = { ...defaultPrincipal, scopes: ['INGEST'] as const };
    await expect(service.find(writer, byExternalId('open'))).rejects.toThrow(ForbiddenError);
    await expect(service.resolve(writer, [])).rejects.toThrow(ForbiddenError);
    await expect(service.text(writer, open.id, null)).rejects.toThrow(ForbiddenError);
  });
});
