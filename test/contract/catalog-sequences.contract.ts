import { expect, it } from '@jest/globals';

import type { Collection } from '../../src/domain/collection.js';
import { LeaseLostError } from '../../src/domain/errors.js';
import type { ChunkId, DocumentId } from '../../src/domain/ids.js';
import type { Lease } from '../../src/ports/ingestion-queue.js';
import { Sampler } from '../support/sampler.js';
import { seededRandom } from '../support/seeded-random.js';
import { everyone, stagedVersion, type CatalogScenario } from './catalog-scenario.js';
import type { Begin } from './catalog.contract.js';

const error = { code: 'INTERNAL', message: 'It broke.', retryable: false } as const;
const steps = 150;

export function describeSequences(begin: Begin): void {
  it('keeps the index, the join and the vectors in step with a plain model of the documents', async () => {
    const sampler = new Sampler(seededRandom());
    const scenario = await begin();
    const collection = await scenario.collection();
    const model = new Model(scenario, collection, sampler);
    for (let step = 0; step < steps; step += 1) {
      await model.step();
      await model.check();
    }
    expect(model.published).toBeGreaterThan(5);
    expect(model.deleted).toBeGreaterThan(0);
  });
}

interface Work {
  readonly lease: Lease;
  readonly externalId: string;
  readonly documentId: DocumentId;
  staged: readonly ChunkId[] | null;
  announced: boolean;
}

/** What the catalog should hold, kept in the simplest way, and the steps that change it. */
class Model {
  published = 0;
  deleted = 0;
  readonly #current = new Map<string, { documentId: DocumentId; chunkIds: readonly ChunkId[] }>();
  /** What the index holds: it looks at what the outbox names, and only at that. */
  readonly #index = new Set<ChunkId>();
  #applied = 0;
  #work: Work[] = [];

  constructor(
    private readonly scenario: CatalogScenario,
    private readonly collection: Collection,
    private readonly sampler: Sampler,
  ) {}

  async step(): Promise<void> {
    const { ingestions } = this.scenario.catalog;
    if (this.sampler.chance(0.15)) return this.#delete();
    if (this.#work.length === 0 || this.sampler.chance(0.25)) return this.#begin();
    const work = this.sampler.pick(this.#work);
    if (work.staged === null || this.sampler.chance(0.2)) return this.#stage(work);
    if (this.sampler.chance(0.1)) return this.#end(work, 'FAILED');
    await this.scenario.embed(work.lease);
    if (!work.announced && this.sampler.chance(0.8)) {
      await ingestions.announce(work.lease);
      work.announced = true;
      return undefined;
    }
    await ingestions.publish(work.lease, this.scenario.now());
    this.published += 1;
    this.#current.set(work.externalId, { documentId: work.documentId, chunkIds: work.staged });
    return this.#end(work, 'SUCCEEDED');
  }

  /** Compares the catalog with the model. */
  async check(): Promise<void> {
    const expected = this.#expectedMembers().toSorted();
    expect(await this.scenario.indexMembers(this.collection.id, 50)).toEqual(expected);
    await this.#project();
    expect([...this.#index].toSorted()).toEqual(expected);
    const served = [...this.#current.values()].flatMap(({ chunkIds }) => [...chunkIds]);
    const all = [...new Set([...served, ...this.#index])];
    expect(await this.scenario.joined(this.collection, all)).toEqual(served.toSorted());
    const [counts] = await this.scenario.catalog.collections.counts(everyone, [this.collection.id]);
    expect(counts?.chunks).toBe(served.length);
  }

  #expectedMembers(): ChunkId[] {
    const announced = this.#work.filter((work) => work.announced).flatMap((work) => [...(work.staged ?? [])]);
    const current = [...this.#current.values()].flatMap(({ chunkIds }) => [...chunkIds]);
    return [...new Set([...current, ...announced])];
  }

  /** Follows the outbox as an index would. */
  async #project(): Promise<void> {
    const { outbox } = this.scenario.catalog;
    for (const { sequence, chunkIds } of await outbox.read(this.collection.id, this.#applied, 1000)) {
      const present = await outbox.describe(this.collection.id, chunkIds);
      for (const id of chunkIds) this.#index.delete(id);
      for (const { chunkId } of present) this.#index.add(chunkId);
      this.#applied = sequence;
    }
    if (this.sampler.chance(0.3)) await outbox.prune(this.collection.id, this.#applied);
  }

  async #begin(): Promise<void> {
    const externalId = this.sampler.pick(['a', 'b', 'c', 'd']);
    if (this.#work.some((work) => work.externalId === externalId)) return;
    await this.scenario.accept(this.collection, [{ externalId, paragraphs: [externalId] }]);
    const { lease, ingestion } = await this.scenario.claim();
    const { documentId } = ingestion;
    this.#work.push({ lease, externalId, documentId, staged: null, announced: false });
  }

  async #stage(work: Work): Promise<void> {
    const paragraphs = Array.from({ length: this.sampler.below(6) }, () =>
      this.sampler.pick(['u', 'v', 'w', 'x', 'y', 'z']),
    );
    const version = stagedVersion(work.documentId, { externalId: work.externalId, paragraphs });
    await this.scenario.catalog.ingestions.stage(work.lease, version);
    work.staged = version.chunks.map(({ id }) => id);
    work.announced = false;
  }

  async #end(work: Work, state: 'SUCCEEDED' | 'FAILED'): Promise<void> {
    const now = this.scenario.now();
    const outcome = state === 'FAILED' ? { state, error, now } : { state, now };
    await this.scenario.catalog.ingestions.finish(work.lease, outcome);
    this.#work = this.#work.filter((other) => other !== work);
  }

  async #delete(): Promise<void> {
    if (this.#current.size === 0) return;
    const [externalId, { documentId }] = this.sampler.pick([...this.#current]);
    const { id } = await this.scenario.delete([documentId]);
    this.deleted += 1;
    this.#current.delete(externalId);
    const cancelled = this.#work.filter((work) => work.documentId === documentId);
    this.#work = this.#work.filter((work) => work.documentId !== documentId);
    const { ingestions, deletions } = this.scenario.catalog;
    for (const { lease } of cancelled)
      await expect(ingestions.announce(lease)).rejects.toThrow(LeaseLostError);
    await deletions.purge(id);
    expect(await deletions.remaining(id)).toBe(0);
  }
}
