import { describe, expect, it } from '@jest/globals';

import type { ChunkingOptions, EmbeddingModel } from '../../../../src/domain/collection.js';
import {
  BadUserInputError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
} from '../../../../src/domain/errors.js';
import type { TenantId } from '../../../../src/domain/ids.js';
import type { MetadataField } from '../../../../src/domain/metadata.js';
import { defaultPrincipal } from '../../../../src/services/access/compile-access.js';
import { CollectionService } from '../../../../src/services/collections/collection-service.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { MapCollectionCatalog } from '../../../support/map-collection-catalog.js';

const embeddingModel: EmbeddingModel = { provider: 'test', model: 'none', dimensions: 8, fingerprint: 'f' };
const stranger = { ...defaultPrincipal, tenant: 'other' as TenantId };

function createService({ maxChunkTokens = 254 } = {}): CollectionService {
  let count = 0;
  return new CollectionService({
    catalog: { collections: new MapCollectionCatalog() },
    embeddingModel,
    maxChunkTokens,
    clock: new ManualClock(new Date('2026-05-01T00:00:00Z')),
    ids: { next: () => String(++count) },
  });
}

const field = (name: string): MetadataField => ({ name, type: 'STRING', description: null });
const chunking = (maxTokens: number, overlapTokens: number): ChunkingOptions => ({
  strategy: 'RECURSIVE',
  maxTokens,
  overlapTokens,
});

describe('CollectionService', () => {
  it('creates a collection that can then be found by name, by id and in the list', async () => {
    const service = createService();
    const created = await service.create(defaultPrincipal, {
      name: 'Papers_2026-a',
      description: 'all of them',
      metadataSchema: [field('author')],
      chunking: chunking(100, 20),
    });
    expect(created).toEqual({
      id: 'col_1',
      tenant: 'default',
      name: 'Papers_2026-a',
      description: 'all of them',
      metadataSchema: [field('author')],
      chunking: chunking(100, 20),
      embedding: embeddingModel,
      createdAt: new Date('2026-05-01T00:00:00Z'),
    });
    expect(await service.find(defaultPrincipal, 'Papers_2026-a')).toEqual(created);
    expect(await service.findByIds(defaultPrincipal, [created.id])).toEqual([created]);
    const page = await service.list(defaultPrincipal, { first: 10, after: null });
    expect(page.items.map(({ item }) => item)).toEqual([created]);
  });

  it('chunks by the defaults, or by what a shorter-sighted model can read', async () => {
    const wide = await createService().create(defaultPrincipal, { name: 'a', metadataSchema: [] });
    expect(wide.chunking).toEqual(chunking(200, 40));
    const narrow = createService({ maxChunkTokens: 62 });
    const created = await narrow.create(defaultPrincipal, { name: 'a', metadataSchema: [] });
    expect(created.chunking).toEqual(chunking(62, 12));
  });

  it('refuses a name that is taken', async () => {
    const service = createService();
    await service.create(defaultPrincipal, { name: 'a', metadataSchema: [] });
    await expect(service.create(defaultPrincipal, { name: 'a', metadataSchema: [] })).rejects.toThrow(
      ConflictError,
    );
  });

  it('keeps the collections of tenants apart', async () => {
    const service = createService();
    const { id } = await service.create(defaultPrincipal, { name: 'a', metadataSchema: [] });
    expect(await service.find(stranger, 'a')).toBeNull();
    expect(await service.findByIds(stranger, [id])).toEqual([null]);
    await expect(service.require(stranger, 'a')).rejects.toThrow(NotFoundError);
    await expect(service.create(stranger, { name: 'a', metadataSchema: [] })).resolves.toBeDefined();
  });

  it('names the near misses of a collection that is required and missing', async () => {
    const service = createService();
    await service.create(defaultPrincipal, { name: 'papers', metadataSchema: [] });
    await expect(service.require(defaultPrincipal, 'paper')).rejects.toMatchObject({
      nearMisses: ['papers'],
    });
    await expect(service.require(defaultPrincipal, 'defualt')).rejects.toMatchObject({
      nearMisses: ['default'],
    });
    await expect(service.require(stranger, 'paper')).rejects.toMatchObject({ nearMisses: [] });
  });

  it('creates the default collection once, when it is first required', async () => {
    const service = createService();
    expect(await service.find(defaultPrincipal, 'default')).toBeNull();
    const [first, second] = await Promise.all([
      service.require(defaultPrincipal, 'default'),
      service.require(defaultPrincipal, 'default'),
    ]);
    expect(second.id).toBe(first.id);
    expect((await service.list(defaultPrincipal, { first: 10, after: null })).totalCount).toBe(1);
  });

  it.each([
    ['name', { name: '' }, 'input.name'],
    ['name', { name: 'a b' }, 'input.name'],
    ['name', { name: 'é' }, 'input.name'],
    ['name', { name: 'a\n' }, 'input.name'],
    ['name', { name: 'x'.repeat(65) }, 'input.name'],
    ['description', { description: 'x'.repeat(2001) }, 'input.description'],
    ['field name', { metadataSchema: [field('a'), field('1a')] }, 'input.metadataSchema[1].name'],
    ['field name', { metadataSchema: [field('a-b')] }, 'input.metadataSchema[0].name'],
    ['field name', { metadataSchema: [field('x'.repeat(65))] }, 'input.metadataSchema[0].name'],
    ['built-in field', { metadataSchema: [field('title')] }, 'input.metadataSchema[0].name'],
    ['reserved field', { metadataSchema: [field('__proto__')] }, 'input.metadataSchema[0].name'],
    ['second field', { metadataSchema: [field('a'), field('a')] }, 'input.metadataSchema[1].name'],
    [
      'schema',
      { metadataSchema: Array.from({ length: 65 }, (_, i) => field(`f${String(i)}`)) },
      'input.metadataSchema',
    ],
    ['size', { chunking: chunking(15, 0) }, 'input.chunking.maxTokens'],
    ['size', { chunking: chunking(255, 0) }, 'input.chunking.maxTokens'],
    ['size', { chunking: chunking(99.5, 0) }, 'input.chunking.maxTokens'],
    ['overlap', { chunking: chunking(100, -1) }, 'input.chunking.overlapTokens'],
    ['overlap', { chunking: chunking(100, 50) }, 'input.chunking.overlapTokens'],
  ])('refuses an impossible %s: %j', async (_what, wrong, argument) => {
    const creating = createService().create(defaultPrincipal, { name: 'a', metadataSchema: [], ...wrong });
    const error = await creating.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadUserInputError);
    expect(error).toMatchObject({ argument });
  });

  it('takes sizes and names up to their bounds', async () => {
    const service = createService();
    const fields = Array.from({ length: 64 }, (_, i) => field(`_${String(i)}`.padEnd(64, 'x')));
    for (const [name, sizes] of [
      ['x'.repeat(64), chunking(16, 0)],
      ['y', chunking(254, 126)],
    ] as const) {
      const created = await service.create(defaultPrincipal, {
        name,
        metadataSchema: fields,
        chunking: sizes,
      });
      expect(created.chunking).toEqual(sizes);
    }
  });

  it('needs INGEST to create and READ to read', async () => {
    const service = createService();
    const reader = { ...defaultPrincipal, scopes: ['READ'] as const };
    const writer = { ...defaultPrincipal, scopes: ['INGEST'] as const };
    await expect(service.create(reader, { name: 'a', metadataSchema: [] })).rejects.toThrow(ForbiddenError);
    await expect(service.list(writer, { first: 1, after: null })).rejects.toThrow(ForbiddenError);
    await expect(service.find(writer, 'a')).rejects.toThrow(ForbiddenError);
  });
});
