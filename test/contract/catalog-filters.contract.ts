import { expect, it } from '@jest/globals';

import type { Document } from '../../src/domain/document.js';
import { matchesFilter, type DocumentFacts, type Filter } from '../../src/domain/filter.js';
import type { MetadataType } from '../../src/domain/metadata.js';
import { Sampler } from '../support/sampler.js';
import { seededRandom } from '../support/seeded-random.js';
import { anyFilter, anyMetadata, anyString } from './catalog-filters.samples.js';
import { at, everyone } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

export function describeFilters(begin: Begin): void {
  it('lets the documents through that the plain evaluation lets through, for generated filters', async () => {
    const sampler = new Sampler(seededRandom());
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, someDocuments(sampler, 60));
    const documents = await listed(scenario.catalog.documents, collection.id, null);
    expect(documents).toHaveLength(60);
    let matches = 0;
    for (let round = 0; round < 400; round += 1) {
      const filter = anyFilter(sampler);
      const expected = documents.filter((document) => matchesFilter(filter, factsOf(document)));
      const found = await listed(scenario.catalog.documents, collection.id, filter);
      expect({ filter, found: found.map(({ externalId }) => externalId) }).toEqual({
        filter,
        found: expected.map(({ externalId }) => externalId),
      });
      matches += expected.length;
    }
    // The filters are worth something only if they separate.
    expect(matches).toBeGreaterThan(400);
    expect(matches).toBeLessThan(400 * 60 - 400);
  });

  it('orders strings by UTF-16 code units, beyond the basic plane too', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    // By code points 😀 (U+1F600) comes last; by code units (D83D DE00) it comes before U+E000 and U+FF5E.
    const titles = ['', 'a', 'Z', 'zebra', 'é', '\ud7ff', '😀', '😀a', '\ue000', '\uff5e', '\uff5e😀'];
    await scenario.accept(
      collection,
      titles.map((title, at) => ({ externalId: String(at), paragraphs: ['x'], title })),
    );
    for (const operand of titles) {
      for (const operator of ['gt', 'gte', 'lt', 'lte'] as const) {
        const filter: Filter = builtIn('title', { operator, value: operand });
        const found = await listed(scenario.catalog.documents, collection.id, filter);
        const facts = titles.map((title, at) => ({ ...noFacts, title, externalId: String(at) }));
        const expected = facts.filter((fact) => matchesFilter(filter, fact));
        expect(found.map(({ title }) => title)).toEqual(expected.map(({ title }) => title));
      }
    }
  });

  it('compares numbers exactly', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const numbers = [
      0,
      0.1,
      0.1 + 0.2,
      0.3,
      1e21,
      1e-300,
      2.5e-17,
      -2.5e-17,
      2 ** 53 - 1,
      2 ** 53,
      699722734812234800,
      5e-324,
      -1.5,
      1e308,
    ];
    await scenario.accept(
      collection,
      numbers.map((year, at) => ({ externalId: String(at), paragraphs: ['x'], metadata: { year } })),
    );
    for (const [at, value] of numbers.entries()) {
      const equal = declared('year', 'NUMBER', { operator: 'eq', value });
      const below = declared('year', 'NUMBER', { operator: 'lt', value });
      const found = await listed(scenario.catalog.documents, collection.id, equal);
      expect(found.map(({ externalId }) => externalId)).toEqual([String(at)]);
      const smaller = await listed(scenario.catalog.documents, collection.id, below);
      expect(smaller).toHaveLength(numbers.filter((number) => number < value).length);
    }
  });

  it('filters by the metadata of the current version, not by that of an earlier one', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const year = (value: number) => declared('year', 'NUMBER', { operator: 'eq', value });
    const { documents } = scenario.catalog;
    await scenario.publish(collection, { externalId: 'a', paragraphs: ['x'], metadata: { year: 1 } });
    await scenario.stage(collection, { externalId: 'a', paragraphs: ['x'], metadata: { year: 2 } });
    expect(await listed(documents, collection.id, year(1))).toHaveLength(1);
    expect(await listed(documents, collection.id, year(2))).toHaveLength(0);
    const { lease } = await scenario.claim(at(1_000_000));
    await scenario.catalog.ingestions.publish(lease, scenario.now());
    expect(await listed(documents, collection.id, year(1))).toHaveLength(0);
    expect(await listed(documents, collection.id, year(2))).toHaveLength(1);
  });

  it('finds the ids of all that match', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    const accepted = await scenario.accept(collection, [
      { externalId: 'a', paragraphs: ['x'], metadata: { tags: ['red', 'blue'] } },
      { externalId: 'b', paragraphs: ['x'], metadata: { tags: [] } },
      { externalId: 'c', paragraphs: ['x'] },
      { externalId: 'd', paragraphs: ['x'], metadata: { tags: ['blue'] }, access: ['board'] },
    ]);
    const ids = async (filter: Filter) =>
      (await scenario.catalog.documents.idsWhere(everyone, collection.id, filter)).toSorted();
    const [a, b, c] = accepted.map(({ documentId }) => documentId);
    const blue = declared('tags', 'STRING_LIST', { operator: 'contains', value: 'blue' });
    expect(await ids(blue)).toEqual([a]);
    expect(await ids({ kind: 'not', filter: blue })).toEqual([b, c]);
    expect(await ids(declared('tags', 'STRING_LIST', { operator: 'exists', value: true }))).toEqual([a, b]);
  });

  it('takes a filter as deep and as wide as the API lets through', async () => {
    const scenario = await begin();
    const collection = await scenario.collection();
    await scenario.accept(collection, [{ externalId: 'a', paragraphs: ['x'], metadata: { year: 7 } }]);
    const leaf = declared('year', 'NUMBER', {
      operator: 'in',
      values: Array.from({ length: 1000 }, (_, n) => n),
    });
    let filter: Filter = { kind: 'any', filters: Array.from({ length: 64 }, () => leaf) };
    for (let depth = 0; depth < 8; depth += 1) filter = { kind: 'not', filter };
    expect(await listed(scenario.catalog.documents, collection.id, filter)).toHaveLength(1);
  });
}

const noFacts: DocumentFacts = {
  externalId: '',
  title: null,
  uri: null,
  mediaType: '',
  createdAt: '',
  updatedAt: '',
  metadata: {},
};

function builtIn(name: string, condition: Extract<Filter, { kind: 'field' }>['condition']): Filter {
  return { kind: 'field', name, type: 'STRING', builtIn: true, condition };
}

function declared(
  name: string,
  type: MetadataType,
  condition: Extract<Filter, { kind: 'field' }>['condition'],
): Filter {
  return { kind: 'field', name, type, builtIn: false, condition };
}

function someDocuments(sampler: Sampler, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    externalId: `${anyString(sampler)}-${at}`,
    paragraphs: ['x'],
    title: sampler.chance(0.3) ? null : anyString(sampler),
    uri: sampler.chance(0.5) ? null : anyString(sampler),
    mediaType: sampler.pick(['text/plain', 'text/markdown']),
    metadata: anyMetadata(sampler),
  }));
}

function factsOf(document: Document): DocumentFacts {
  const { externalId, title, uri, mediaType, metadata } = document;
  const createdAt = document.createdAt.toISOString();
  return {
    externalId,
    title,
    uri,
    mediaType,
    metadata,
    createdAt,
    updatedAt: document.updatedAt.toISOString(),
  };
}

async function listed(
  documents: Awaited<ReturnType<Begin>>['catalog']['documents'],
  collectionId: Document['collectionId'],
  where: Filter | null,
): Promise<Document[]> {
  const query = { first: 100, after: null, state: null, where };
  const { items } = await documents.list(everyone, collectionId, query);
  return items.map(({ item }) => item);
}
