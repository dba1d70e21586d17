import { beforeEach, describe, expect, it } from '@jest/globals';

import { MemoryIndex } from '../../../../src/adapters/memory/memory-index.js';
import { MemorySignals } from '../../../../src/adapters/memory/memory-signals.js';
import { defaultChunking, type Collection } from '../../../../src/domain/collection.js';
import { CancelledError } from '../../../../src/domain/errors.js';
import type { ChunkId, CollectionId, TenantId } from '../../../../src/domain/ids.js';
import type { Catalog } from '../../../../src/ports/catalog.js';
import type { IndexBatch, IndexPartition } from '../../../../src/ports/search-index.js';
import { IndexProjector } from '../../../../src/services/ingestion/index-projector.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { MapOutbox } from './map-outbox.js';

const never = new AbortController().signal;

/** The memory index, with its commits kept, and made to fail where a test says so. */
class ObservedIndex extends MemoryIndex {
  readonly commits: IndexBatch[] = [];
  maintained = 0;
  broken = false;
  untidy = false;

  override async apply(partition: IndexPartition, batch: IndexBatch): Promise<void> {
    if (this.broken) throw new Error('the index is away');
    await super.apply(partition, batch);
    this.commits.push(batch);
  }

  override maintain(): Promise<void> {
    this.maintained += 1;
    return this.untidy ? Promise.reject(new Error('cannot merge')) : Promise.resolve();
  }
}

function collectionNamed(name: string): Collection {
  return {
    id: `col_${name}` as CollectionId,
    tenant: 'default' as TenantId,
    name,
    description: null,
    metadataSchema: [],
    chunking: defaultChunking,
    embedding: { provider: 'test', model: 'test', dimensions: 2, fingerprint: 'test' },
    createdAt: new Date(0),
  };
}

describe('IndexProjector', () => {
  const one = collectionNamed('one');
  const other = collectionNamed('other');
  let clock: ManualClock;
  let outbox: MapOutbox;
  let index: ObservedIndex;
  let signals: MemorySignals;
  let logger: RecordingLogger;
  let projector: IndexProjector;

  beforeEach(() => {
    clock = new ManualClock();
    outbox = new MapOutbox();
    index = new ObservedIndex();
    signals = new MemorySignals();
    logger = new RecordingLogger();
    projector = create();
  });

  const create = () => {
    const collections = { all: () => Promise.resolve([one, other]) };
    const catalog = { outbox, collections } as unknown as Catalog;
    const analyze = (text: string) => text.split(' ');
    return new IndexProjector({ catalog, index, analyze, signals, clock, logger });
  };

  const indexed = async ({ id }: Collection): Promise<readonly ChunkId[]> => {
    const ids: ChunkId[] = [];
    const collection = id === one.id ? one : other;
    for await (const chunkId of index.chunkIds(projector.partitionOf(collection))) ids.push(chunkId);
    return ids.sort();
  };

  const write = (count: number, collection = one) => {
    const sequence = outbox.put(collection.id, count);
    signals.publish('outbox');
    return sequence;
  };

  it('has applied and analysed what waited when its start resolves', async () => {
    const sequence = write(3);
    await projector.start();
    expect(await indexed(one)).toEqual(outbox.expected(one.id));
    expect(index.commits[0]?.upserts[0]?.tokens).toEqual(['text', 'of', outbox.expected(one.id)[0]]);
    expect(await index.appliedSequence(projector.partitionOf(one))).toBe(sequence);
    expect(projector.lag).toBe(0);
  });

  it('removes what no longer belongs', async () => {
    write(3);
    await projector.start();
    const sequence = outbox.removeAll(one.id);
    await projector.follow(one.id, sequence, never);
    expect(await indexed(one)).toEqual([]);
  });

  it('applies a change at once in quiet times', async () => {
    await projector.start();
    await projector.follow(one.id, write(1), never);
    expect(await indexed(one)).toHaveLength(1);
    expect(clock.monotonic()).toBe(0);
  });

  it('makes one commit of all that comes within a quarter of a second under load', async () => {
    await projector.start();
    for (let change = 0; change < 4; change += 1) await projector.follow(one.id, write(1), never);
    const followed = [write(1), write(1), write(1)].map((sequence) =>
      projector.follow(one.id, sequence, never),
    );
    await clock.advance(249);
    expect(index.commits).toHaveLength(4);
    expect(projector.lag).toBeGreaterThan(0);
    await clock.advance(1);
    await Promise.all(followed);
    expect(index.commits).toHaveLength(5);
    expect(index.commits[4]?.upserts).toHaveLength(3);
  });

  it('does not wait for its pace where a thousand chunks wait', async () => {
    await projector.start();
    for (let change = 0; change < 4; change += 1) await projector.follow(one.id, write(1), never);
    await projector.follow(one.id, write(1000), never);
    expect(index.commits).toHaveLength(5);
    expect(clock.monotonic()).toBe(0);
  });

  it('splits a large change into bounded commits and counts it as applied with the last', async () => {
    const sequence = write(4500);
    await projector.start();
    expect(index.commits.map(({ upserts }) => upserts.length)).toEqual([2000, 2000, 500]);
    expect(index.commits.map((batch) => batch.sequence)).toEqual([0, 0, sequence]);
  });

  it('lets those go on whose sequence is of another collection', async () => {
    write(2);
    const sequence = write(2, other);
    await projector.start();
    await projector.follow(one.id, sequence, never);
    await projector.follow(other.id, sequence, never);
    await projector.follow(one.id, 0, never);
    expect(await indexed(other)).toEqual(outbox.expected(other.id));
  });

  it('rebuilds an index that lost what the outbox no longer has', async () => {
    write(3);
    await projector.start();
    await clock.advance(5000);
    await projector.stop();
    index = new ObservedIndex();
    projector = create();
    await projector.start();
    expect(await indexed(one)).toEqual(outbox.expected(one.id));
    expect(await index.appliedSequence(projector.partitionOf(one))).toBe(await outbox.head(one.id));
  });

  it('rebuilds an index that is ahead of the catalog: it is another catalog’s', async () => {
    const partition = projector.partitionOf(one);
    outbox.put(one.id, 2);
    const foreign = await outbox.scan(one.id, null, 1);
    const [entry] = foreign.map((chunk) => ({ ...chunk, chunkId: 'chk_foreign' as ChunkId, tokens: ['x'] }));
    await index.apply(partition, { upserts: entry === undefined ? [] : [entry], deletes: [], sequence: 99 });
    await projector.start();
    expect(await indexed(one)).toEqual(outbox.expected(one.id));
  });

  it('rebuilds on demand, telling how many chunks there are', async () => {
    write(2100);
    const partition = projector.partitionOf(one);
    expect(await projector.rebuild(one.id)).toBe(2100);
    expect(await indexed(one)).toEqual(outbox.expected(one.id));
    expect(await index.appliedSequence(partition)).toBe(await outbox.head(one.id));
  });

  it('starts although the index is away, says so once, and follows as soon as it is back', async () => {
    index.broken = true;
    const sequence = write(2);
    await projector.start();
    const followed = projector.follow(one.id, sequence, never);
    await clock.advance(10_000);
    expect(logger.messages('error')).toEqual(['the index does not follow the catalog; retrying']);
    expect(projector.lag).toBe(1);
    index.broken = false;
    await clock.advance(30_000);
    await followed;
    expect(await indexed(one)).toEqual(outbox.expected(one.id));
    expect(logger.messages('info')).toEqual(['the index follows the catalog again']);
    expect(projector.lag).toBe(0);
  });

  it('tidies index and outbox once when nothing has come for five seconds', async () => {
    write(1);
    await projector.start();
    await clock.advance(4999);
    expect(index.maintained).toBe(0);
    await clock.advance(1);
    expect(index.maintained).toBe(1);
    expect(await outbox.prunedThrough(one.id)).toBe(1);
    await clock.advance(60_000);
    expect(index.maintained).toBe(1);
  });

  it('tidies under load too, after fifty commits', async () => {
    await projector.start();
    for (let change = 0; change < 50; change += 1) {
      const followed = projector.follow(one.id, write(1), never);
      await clock.advance(250);
      await followed;
      expect(index.maintained).toBe(change < 49 ? 0 : 1);
    }
    expect(await outbox.prunedThrough(one.id)).toBe(50);
  });

  it('goes on with an index that cannot be tidied', async () => {
    index.untidy = true;
    write(1);
    await projector.start();
    await clock.advance(5000);
    expect(logger.messages('warn')).toEqual(['the index could not be tidied']);
    await projector.follow(one.id, write(1), never);
    expect(await indexed(one)).toHaveLength(2);
  });

  it('ends a wait when its signal aborts or the projector stops', async () => {
    await projector.start();
    index.broken = true;
    const controller = new AbortController();
    const impatient = projector.follow(one.id, write(1), controller.signal);
    const patient = projector.follow(one.id, write(1), never);
    controller.abort(new Error('gave up'));
    await expect(impatient).rejects.toThrow('gave up');
    const cancelled = expect(patient).rejects.toThrow(CancelledError);
    await projector.stop();
    await cancelled;
    expect(clock.waiting).toBe(0);
  });
});
