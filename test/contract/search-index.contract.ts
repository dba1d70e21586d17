import { randomInt } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { makeId } from '../../src/domain/ids.js';
import type { ChunkId, DocumentId, TenantId } from '../../src/domain/ids.js';
import type {
  IndexEntry,
  IndexHit,
  IndexPartition,
  IndexQuery,
  SearchIndex,
} from '../../src/ports/search-index.js';
import { compileAccess, defaultPrincipal } from '../../src/services/access/compile-access.js';
import { Sampler } from '../support/sampler.js';
import { seededRandom } from '../support/seeded-random.js';
import { bm25, cosine, expectedScores } from './search-index.reference.js';
import {
  dimensions,
  groups,
  sampleEntry,
  sampleFilter,
  samplePartition,
  tenants,
  vocabulary,
} from './search-index.samples.js';

export interface SearchIndexUnderTest {
  readonly index: SearchIndex;
  /** Removes what the test left behind, the index being closed. */
  readonly dispose?: () => Promise<void>;
}

/** In the names of the tests that draw from it; GROUNDQL_TEST_SEED repeats a run. */
const seed = Number(process.env['GROUNDQL_TEST_SEED'] ?? randomInt(2 ** 31));
const partition = samplePartition('contract');
const access = compileAccess({ ...defaultPrincipal, tenant: 'acme' as TenantId, groups: ['staff'] });
const everything: IndexQuery = { access, filter: null, within: null, limit: 1000 };
const up = axis(0);

/** What every `SearchIndex` must do. */
export function describeSearchIndex(name: string, create: () => Promise<SearchIndexUnderTest>): void {
  describe(`${name} as SearchIndex`, () => {
    let index: SearchIndex;
    let dispose: SearchIndexUnderTest['dispose'];

    beforeEach(async () => {
      ({ index, dispose } = await create());
    });

    afterEach(async () => {
      await index.close();
      await dispose?.();
    });

    let sequence = 0;
    async function put(upserts: readonly IndexEntry[], into: IndexPartition = partition): Promise<void> {
      sequence += 1;
      await index.apply(into, { upserts, deletes: [], sequence });
    }

    function dense(
      query: Partial<IndexQuery> & { vector?: Float32Array } = {},
    ): Promise<readonly IndexHit[]> {
      return index.dense(partition, { ...everything, vector: up, ...query });
    }

    function keyword(
      tokens: readonly string[],
      query: Partial<IndexQuery> = {},
    ): Promise<readonly IndexHit[]> {
      return index.keyword(partition, { ...everything, ...query, tokens });
    }

    async function allChunkIds(of: IndexPartition = partition): Promise<ChunkId[]> {
      const ids: ChunkId[] = [];
      for await (const id of index.chunkIds(of)) ids.push(id);
      return ids.sort();
    }

    describe('an empty partition', () => {
      it('has no hits, no chunks and the sequence 0', async () => {
        expect(await dense()).toEqual([]);
        expect(await keyword(['alpha'])).toEqual([]);
        expect(await index.appliedSequence(partition)).toBe(0);
        expect(await index.present(partition, [entry('a').chunkId])).toEqual([]);
        expect(await allChunkIds()).toEqual([]);
        await expect(index.maintain(partition)).resolves.toBeUndefined();
        await expect(index.drop(partition)).resolves.toBeUndefined();
        await expect(index.check()).resolves.toBeUndefined();
      });

      it('takes batches without upserts, and counts them', async () => {
        await index.apply(partition, { upserts: [], deletes: [], sequence: 3 });
        await index.apply(partition, { upserts: [], deletes: [entry('a').chunkId], sequence: 4 });
        expect(await index.appliedSequence(partition)).toBe(4);
        expect(await keyword(['alpha'])).toEqual([]);
        expect(await dense()).toEqual([]);
        expect(await allChunkIds()).toEqual([]);
        await put([entry('a', { tokens: ['alpha'] })]);
        expect(ids(await keyword(['alpha']))).toEqual(['chk_a']);
      });
    });

    describe('dense search', () => {
      it('scores by cosine, best first, below zero too', async () => {
        const between = Float32Array.from(up, (value, i) => (value + (axis(1)[i] ?? 0)) / Math.SQRT2);
        await put([
          entry('away', { vector: up.map((value) => -value) }),
          entry('same', { vector: up }),
          entry('across', { vector: axis(2) }),
          entry('between', { vector: between }),
        ]);
        const hits = await dense();
        expect(ids(hits)).toEqual(['chk_same', 'chk_between', 'chk_across', 'chk_away']);
        [1, Math.SQRT1_2, 0, -1].forEach((cosineOfHit, i) => {
          expect(hits[i]?.score).toBeCloseTo(cosineOfHit, 3);
        });
      });

      it('finds entries without tokens', async () => {
        await put([entry('silent', { tokens: [] })]);
        expect(ids(await dense())).toEqual(['chk_silent']);
        expect(await keyword(['alpha'])).toEqual([]);
      });
    });

    describe('keyword search', () => {
      it('ranks by BM25 with the statistics of the whole partition', async () => {
        const entries = [
          entry('often', { tokens: ['alpha', 'alpha', 'alpha', 'beta'] }),
          entry('short', { tokens: ['alpha'] }),
          entry('long', { tokens: ['alpha', ...Array.from({ length: 30 }, () => 'filler')] }),
          entry('rare', { tokens: ['gamma', 'beta'] }),
          entry('none', { tokens: ['delta'] }),
          entry('silent', { tokens: [] }),
          entry('foreign', { tokens: ['gamma', 'gamma'], tenant: 'other' as TenantId }),
        ];
        await put(entries);
        await index.maintain(partition);
        const hits = await keyword(['alpha', 'gamma']);
        const score = bm25(entries, ['alpha', 'gamma']);
        const expected = entries.slice(0, 4).sort((one, other) => (score(other) ?? 0) - (score(one) ?? 0));
        expect(ids(hits)).toEqual(expected.map((each) => each.chunkId));
        hits.forEach((hit, i) => {
          expect(ratio(hit.score, expected[i] && score(expected[i]))).toBeCloseTo(1, 2);
        });
      });

      it('has no hits for no tokens, nor for one that nothing holds', async () => {
        await put([entry('a')]);
        expect(await keyword([])).toEqual([]);
        expect(await keyword(['zeta'])).toEqual([]);
        expect(ids(await keyword(['zeta', 'alpha']))).toEqual(['chk_a']);
      });

      it('takes every token as it is', async () => {
        await put(vocabulary.map((token, i) => entry(`v${i}`, { tokens: [token] })));
        await index.maintain(partition);
        for (const [i, token] of vocabulary.entries())
          expect(ids(await keyword([token]))).toEqual([`chk_v${i}`]);
      });

      it('takes a thousand tokens', async () => {
        await put([entry('a', { tokens: ['t999'] }), entry('b')]);
        expect(ids(await keyword(Array.from({ length: 1000 }, (_, i) => `t${i}`)))).toEqual(['chk_a']);
      });
    });

    describe('apply', () => {
      it('makes entries found by both legs as soon as it resolves', async () => {
        for (let round = 0; round < 5; round += 1) {
          const vector = axis(round);
          await put([entry(`r${round}`, { tokens: [`word${round}`], vector })]);
          expect(ids(await keyword([`word${round}`]))).toEqual([`chk_r${round}`]);
          expect(ids(await dense({ vector, limit: 1 }))).toEqual([`chk_r${round}`]);
        }
      });

      it('replaces an entry as a whole', async () => {
        await put([entry('a', { tokens: ['old'], vector: up, access: ['board'] }), entry('b')]);
        const facts = { ...entry('a').facts, mediaType: 'text/new' };
        await put([
          entry('a', { tokens: ['new'], vector: axis(1), documentId: makeId('document', 'new'), facts }),
        ]);
        expect(await keyword(['old'])).toEqual([]);
        const [hit, ...others] = await keyword(['new'], { filter: mediaTypeIs('text/new') });
        expect(hit).toMatchObject({ chunkId: 'chk_a', documentId: 'doc_new' });
        expect(others).toEqual([]);
        expect(ids(await dense({ vector: axis(1), limit: 1 }))).toEqual(['chk_a']);
        expect(await allChunkIds()).toEqual(['chk_a', 'chk_b']);
      });

      it('takes deleted entries out of everything, and ids it does not have in its stride', async () => {
        await put([entry('a'), entry('b'), entry('c')]);
        const deletes = ['b', 'missing'].map((unique) => makeId('chunk', unique));
        await index.apply(partition, { upserts: [entry('d')], deletes, sequence: 9 });
        expect(ids(await keyword(['alpha'])).sort()).toEqual(['chk_a', 'chk_c', 'chk_d']);
        expect(ids(await dense()).sort()).toEqual(['chk_a', 'chk_c', 'chk_d']);
        expect(await allChunkIds()).toEqual(['chk_a', 'chk_c', 'chk_d']);
        expect(await index.present(partition, [...deletes, entry('d').chunkId])).toEqual(['chk_d']);
      });

      it('changes nothing when a batch is applied again', async () => {
        await put([entry('a'), entry('b')]);
        const batch = { upserts: [entry('b'), entry('c')], deletes: [entry('a').chunkId], sequence: 7 };
        await index.apply(partition, batch);
        const [words, vectors] = [await keyword(['alpha']), await dense()];
        await index.apply(partition, batch);
        expect(ids(await keyword(['alpha']))).toEqual(ids(words));
        expect(await dense()).toEqual(vectors);
        expect(await allChunkIds()).toEqual(['chk_b', 'chk_c']);
        expect(await index.appliedSequence(partition)).toBe(7);
      });

      it('refuses a vector of another length, with its sequence', async () => {
        await put([entry('a')]);
        const before = await index.appliedSequence(partition);
        const upserts = [entry('b'), entry('c', { vector: new Float32Array(dimensions + 1) })];
        await expect(index.apply(partition, { upserts, deletes: [], sequence: 99 })).rejects.toThrow();
        expect(await index.appliedSequence(partition)).toBe(before);
      });

      it('keeps partitions apart, whatever their vectors, when both are written at once', async () => {
        const other: IndexPartition = { ...samplePartition('other'), dimensions: 8 };
        const vector = new Float32Array(8).fill(Math.sqrt(1 / 8));
        const rounds = [0, 1, 2, 3];
        const mine = async () => {
          for (const round of rounds) await put([entry(`mine${round}`)]);
        };
        const theirs = async () => {
          for (const round of rounds) await put([entry(`theirs${round}`, { vector })], other);
        };
        await Promise.all([mine(), theirs()]);
        expect(ids(await dense()).sort()).toEqual(rounds.map((round) => `chk_mine${round}`));
        expect(await allChunkIds(other)).toEqual(rounds.map((round) => `chk_theirs${round}`));
        await index.drop(other);
        expect(await allChunkIds(other)).toEqual([]);
        expect(await index.appliedSequence(other)).toBe(0);
        expect(await allChunkIds()).toHaveLength(4);
      });

      it('never hides an entry that it replaces from a search at the same time', async () => {
        const entries = Array.from({ length: 20 }, (_, i) =>
          entry(`k${i}`, { vector: axis(i % dimensions) }),
        );
        await put(entries);
        const written = new AbortController();
        const writer = (async () => {
          for (let round = 0; round < 15; round += 1) await put(entries);
          await index.maintain(partition);
          written.abort();
        })();
        do {
          expect(await dense()).toHaveLength(20);
          expect(await keyword(['alpha'])).toHaveLength(20);
        } while (!written.signal.aborted);
        await writer;
      });
    });

    describe('drop', () => {
      it('empties the partition and sets its sequence to 0; it can be filled again', async () => {
        await put([entry('a'), entry('b')]);
        await index.drop(partition);
        expect(await index.appliedSequence(partition)).toBe(0);
        expect(await dense()).toEqual([]);
        expect(await keyword(['alpha'])).toEqual([]);
        await index.apply(partition, { upserts: [entry('c')], deletes: [], sequence: 2 });
        expect(await index.appliedSequence(partition)).toBe(2);
        expect(ids(await keyword(['alpha']))).toEqual(['chk_c']);
      });
    });

    describe('what a query may see', () => {
      it('is its tenant, and there what is open or shares a group', async () => {
        await put([
          entry('open'),
          entry('staff', { access: ['board', 'staff'] }),
          entry('board', { access: ['board'] }),
          entry('star', { access: ['*'] }),
          entry('foreign', { tenant: 'other' as TenantId }),
        ]);
        const seen = async (tenant: string, member: readonly string[]) => {
          const as = compileAccess({ ...defaultPrincipal, tenant: tenant as TenantId, groups: member });
          const both = [await dense({ access: as }), await keyword(['alpha'], { access: as })];
          expect(ids(both[0] ?? []).sort()).toEqual(ids(both[1] ?? []).sort());
          return ids(both[0] ?? []).sort();
        };
        expect(await seen('acme', [])).toEqual(['chk_open']);
        expect(await seen('acme', ['staff'])).toEqual(['chk_open', 'chk_staff']);
        expect(await seen('acme', ['board', '*'])).toEqual([
          'chk_board',
          'chk_open',
          'chk_staff',
          'chk_star',
        ]);
        expect(await seen('other', ['staff'])).toEqual(['chk_foreign']);
        expect(await seen("acme' OR '1'='1", ["') OR (1=1"])).toEqual([]);
      });

      it('is cut before the limit, never after', async () => {
        const worst = up.map((value) => -value);
        await put([
          ...Array.from({ length: 300 }, (_, i) => entry(`n${i}`, { tokens: ['alpha'], access: ['board'] })),
          ...['x', 'y', 'z'].map((unique) =>
            entry(unique, {
              vector: worst,
              tokens: ['alpha', ...Array.from({ length: 50 }, () => 'filler')],
              documentId: makeId('document', unique),
              facts: { ...entry(unique).facts, mediaType: 'text/rare' },
            }),
          ),
        ]);
        const board = compileAccess({ ...defaultPrincipal, tenant: 'acme' as TenantId, groups: ['board'] });
        const rare = ['chk_x', 'chk_y', 'chk_z'];
        for (const narrow of [
          { limit: 3 },
          { limit: 3, access: board, filter: mediaTypeIs('text/rare') },
          { limit: 3, access: board, within: ['x', 'y', 'z'].map((unique) => makeId('document', unique)) },
        ]) {
          expect(ids(await dense(narrow)).sort()).toEqual(rare);
          expect(ids(await keyword(['alpha'], narrow)).sort()).toEqual(rare);
        }
      });

      it('is nothing within no documents', async () => {
        await put([entry('a')]);
        expect(await dense({ within: [] })).toEqual([]);
        expect(await keyword(['alpha'], { within: [] })).toEqual([]);
        expect(ids(await dense({ within: [entry('a').documentId, makeId('document', 'zz')] }))).toEqual([
          'chk_a',
        ]);
      });
    });

    describe('order', () => {
      it('is by chunk id among equal scores, also at the limit', async () => {
        // 7 and 120 have no common divisor: every number once, in no order.
        const numbers = Array.from({ length: 120 }, (_, i) => (i * 7) % 120);
        for (let start = 0; start < 120; start += 40) {
          await put(numbers.slice(start, start + 40).map((i) => entry(`t${String(i).padStart(3, '0')}`)));
        }
        await index.maintain(partition);
        const first = Array.from({ length: 10 }, (_, i) => `chk_t${String(i).padStart(3, '0')}`);
        expect(ids(await dense({ limit: 10 }))).toEqual(first);
        expect(ids(await keyword(['alpha'], { limit: 10 }))).toEqual(first);
      });
    });

    it('rejects with the reason of an aborted signal', async () => {
      await put([entry('a')]);
      const reason = new Error('enough');
      await expect(dense({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      await expect(keyword(['alpha'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it(`agrees with plain evaluation on generated entries, filters and queries, seed ${seed}`, async () => {
      const random = new Sampler(seededRandom(seed));
      const entries = await fillAtRandom(index, random, 240);
      expect(await allChunkIds()).toEqual(entries.map((each) => each.chunkId).sort());
      let found = 0;
      for (let round = 0; round < 300; round += 1) {
        const query = sampleQuery(random, entries);
        const [vector, tokens] = [
          random.unitVector(dimensions),
          [...new Set([random.pick(vocabulary), random.pick(vocabulary)])],
        ];
        const near = expectedScores(entries, query, (each) => cosine(each.vector, vector));
        expectRanking(
          await index.dense(partition, { ...query, vector }),
          near,
          query,
          (a, b) => Math.abs(a - b) <= 1e-3,
        );
        const matching = expectedScores(entries, query, bm25(entries, tokens));
        expectRanking(
          await index.keyword(partition, { ...query, tokens }),
          matching,
          query,
          (a, b) => Math.abs(a / b - 1) <= 0.02,
        );
        found += near.size;
      }
      expect(found).toBeGreaterThan(3000);
    }, 120_000);
  });
}

function entry(unique: string, other: Partial<IndexEntry> = {}): IndexEntry {
  return {
    chunkId: makeId('chunk', unique),
    documentId: makeId('document', unique),
    tenant: 'acme' as TenantId,
    access: [],
    facts: {
      externalId: unique,
      title: null,
      uri: null,
      mediaType: 'text/plain',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      metadata: {},
    },
    tokens: ['alpha'],
    vector: up,
    ...other,
  };
}

function axis(number: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, i) => (i === number ? 1 : 0));
}

function mediaTypeIs(value: string) {
  const condition = { operator: 'eq', value } as const;
  return { kind: 'field', name: 'mediaType', type: 'STRING', builtIn: true, condition } as const;
}

function ids(hits: readonly IndexHit[]): ChunkId[] {
  return hits.map((hit) => hit.chunkId);
}

function ratio(one: number, other: number | null | undefined): number {
  return one / (other ?? Number.NaN);
}

/** Entries in several batches, some replaced and some deleted again, housekeeping done. */
async function fillAtRandom(index: SearchIndex, random: Sampler, count: number): Promise<IndexEntry[]> {
  const held = new Map<ChunkId, IndexEntry>();
  for (let round = 0; round < 4; round += 1) {
    const upserts = Array.from({ length: count }, (_, i) => i)
      .filter(() => random.chance(0.6))
      .map((i) => sampleEntry(random, i));
    const deletes = random
      .some([...held.keys()], 0.1)
      .filter((id) => !upserts.some((each) => each.chunkId === id));
    await index.apply(partition, { upserts, deletes, sequence: round + 1 });
    for (const each of upserts) held.set(each.chunkId, each);
    for (const id of deletes) held.delete(id);
    if (random.chance(0.5)) await index.maintain(partition);
  }
  await index.maintain(partition);
  return [...held.values()];
}

function sampleQuery(random: Sampler, entries: readonly IndexEntry[]): IndexQuery {
  const documents: readonly DocumentId[] = [...new Set(entries.map((each) => each.documentId))];
  const principal = { ...defaultPrincipal, tenant: random.pick(tenants), groups: random.some(groups, 0.5) };
  return {
    access: compileAccess(random.chance(0.8) ? { ...principal, tenant: 'acme' as TenantId } : principal),
    filter: random.chance(0.9) ? sampleFilter(random, random.pick([1, 1, 2, 3, 8])) : null,
    within: random.chance(0.8) ? null : random.some(documents, 0.3),
    limit: random.pick([1, 7, 1000]),
  };
}

/**
 * As many hits as there should be, each one that should be there with the score it should have, best first; and
 * nothing left out that should have come before the last one.
 */
function expectRanking(
  hits: readonly IndexHit[],
  expected: ReadonlyMap<ChunkId, number>,
  { limit }: IndexQuery,
  isNear: (one: number, other: number) => boolean,
): void {
  const scores = [...expected.values()].sort((one, other) => other - one).slice(0, limit);
  expect(hits).toHaveLength(scores.length);
  expect(new Set(ids(hits)).size).toBe(hits.length);
  for (const [rank, hit] of hits.entries()) {
    const [own, atRank] = [expected.get(hit.chunkId) ?? Number.NaN, scores[rank] ?? Number.NaN];
    if (!isNear(hit.score, own) || !isNear(hit.score, atRank)) {
      throw new Error(
        `rank ${rank} is ${hit.chunkId} at ${hit.score}; its own score is ${own}, that of the rank ${atRank}`,
      );
    }
    const before = hits[rank - 1];
    if (before !== undefined) expect(before.score).toBeGreaterThanOrEqual(hit.score);
  }
}
