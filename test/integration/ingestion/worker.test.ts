import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { ProviderError } from '../../../src/domain/errors.js';
import { makeId, type IngestionId } from '../../../src/domain/ids.js';
import type { Ingestion } from '../../../src/domain/ingestion.js';
import { compileAccess, defaultPrincipal } from '../../../src/services/access/compile-access.js';
import { deferred } from '../../support/deferred.js';
import { ManualClock } from '../../support/manual-clock.js';
import {
  createProcess,
  createStores,
  indexAndCatalog,
  never,
  textDocument,
  type Process,
  type Stores,
} from './ingestion-stack.js';
import { hang, ObservedEmbedder } from './observed-embedder.js';

const access = compileAccess(defaultPrincipal);
const unknown = makeId('ingestion', 'none');

jest.setTimeout(60_000);

describe('IngestionWorker', () => {
  let clock: ManualClock;
  let embedder: ObservedEmbedder;
  let stores: Stores;
  const processes: Process[] = [];

  beforeEach(async () => {
    clock = new ManualClock();
    embedder = new ObservedEmbedder();
    stores = await createStores(embedder, clock);
  });

  afterEach(async () => {
    for (const server of processes.splice(0)) await server.stop();
    await stores.remove();
  });

  const startProcess = async (options: { readonly concurrency?: number } = {}): Promise<Process> => {
    const server = createProcess(stores, embedder, options);
    processes.push(server);
    await server.start();
    return server;
  };

  const accept = async (...texts: string[]): Promise<IngestionId[]> => {
    const documents = texts.map((text) => textDocument(text, text));
    const request = { collection: 'default', documents, waitFor: 'ACCEPTED' as const };
    const { ingestion } = processes[0] ?? createProcess(stores, embedder);
    return (await ingestion.ingest(defaultPrincipal, request, never)).map(({ id }) => id);
  };

  const state = async (ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]> =>
    stores.catalog.ingestions.findByIds(access, ids);

  /** Writes come one after the other: resolves once those are through that were asked for before. */
  const writesEnd = () => stores.catalog.collections.ensure(stores.collection);

  /** Lets time pass only while all that is left of `ids` waits for its next attempt. */
  const ended = async (ids: readonly IngestionId[]): Promise<readonly (Ingestion | null)[]> => {
    for (;;) {
      await writesEnd();
      const ingestions = await state(ids);
      const unfinished = ingestions.filter((ingestion) => ingestion?.finishedAt === null);
      if (unfinished.length === 0) return ingestions;
      if (unfinished.every((ingestion) => ingestion?.state === 'QUEUED')) await clock.advance(1000);
    }
  };

  it('tries an embedder that stays away eight times over eleven minutes, while the rest goes on', async () => {
    embedder.intercept = ([text]) => {
      if (text?.includes('cursed')) throw new ProviderError('scripted', 'too many requests', true);
    };
    const server = await startProcess();
    const ids = await accept('A cursed text.', 'A good text.', 'Another good text.');
    const [cursed, ...good] = await ended(ids);
    expect(cursed).toMatchObject({
      state: 'FAILED',
      attempts: 8,
      error: { code: 'EMBEDDING_FAILED', message: 'scripted: too many requests', retryable: true },
    });
    expect(good.map((ingestion) => ingestion?.state)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(664_000);
    expect(server.loader.loads).toBe(3);
    expect(server.logger.messages('warn').filter((message) => message.includes('postponed'))).toHaveLength(7);
  });

  it('says why while it waits for the next attempt', async () => {
    embedder.intercept = () => {
      throw new ProviderError('scripted', 'too many requests', true);
    };
    const server = await startProcess();
    const [id] = await accept('Some text.');
    const ids = id === undefined ? [] : [id];
    for await (const { ingestion } of server.ingestion.progress(defaultPrincipal, ids, never)) {
      if (ingestion.state !== 'QUEUED' || ingestion.attempts === 0) continue;
      expect(ingestion.error).toMatchObject({ code: 'EMBEDDING_FAILED', retryable: true });
      break;
    }
  });

  it('holds its lease by renewing it, however long a batch takes', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const begun = new Promise<void>((resolve) => {
      embedder.intercept = () => {
        resolve();
        return gate;
      };
    });
    await startProcess();
    const ids = await accept('Some text.');
    await begun;
    for (let seconds = 0; seconds < 120; seconds += 10) {
      await clock.advance(10_000);
      await writesEnd();
      const stolen = await stores.catalog.ingestions.claim({
        owner: 'thief',
        now: clock.now(),
        leaseMilliseconds: 1000,
      });
      expect(stolen).toBeNull();
    }
    goOn();
    expect(await ended(ids)).toMatchObject([{ state: 'SUCCEEDED', attempts: 1 }]);
  });

  it('leaves what another worker has taken over, without a trace', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const begun = new Promise<void>((resolve) => {
      embedder.intercept = () => {
        resolve();
        return gate;
      };
    });
    const slow = await startProcess({ concurrency: 1 });
    const ids = await accept('Some text.');
    await begun;
    embedder.intercept = () => undefined;
    await stores.catalog.ingestions.expireLeases();
    await startProcess();
    expect(await ended(ids)).toMatchObject([{ state: 'SUCCEEDED', attempts: 2 }]);
    goOn();
    // By the end of the first of these the slow one has asked to store its vectors, by the second it was refused.
    await writesEnd();
    await writesEnd();
    await slow.stop();
    expect(await state(ids)).toMatchObject([{ state: 'SUCCEEDED', attempts: 2 }]);
    expect(slow.logger.lines).toEqual([]);
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
  });

  it('stops work that is called off as soon as that is signalled', async () => {
    const called = embeddingsCalledOff(embedder);
    const server = await startProcess();
    const [id = unknown] = await accept('Some text.');
    await called.begun;
    expect(await server.ingestion.cancel(defaultPrincipal, id)).toMatchObject({
      state: 'CANCELLED',
      attempts: 1,
    });
    await called.off;
    embedder.intercept = () => undefined;
    const [again] = await accept('Some text.');
    expect(await ended(again === undefined ? [] : [again])).toMatchObject([{ state: 'SUCCEEDED' }]);
    expect(server.logger.lines).toEqual([]);
    const { indexed, expected } = await indexAndCatalog(stores);
    expect(indexed).toEqual(expected);
  });

  it('stops work that is called off at the next renewal where the signal was lost', async () => {
    const called = embeddingsCalledOff(embedder);
    await startProcess();
    const [id = unknown] = await accept('Some text.');
    await called.begun;
    await stores.catalog.ingestions.cancel(access, id, clock.now());
    await clock.advance(10_000);
    await called.off;
    expect(await state([id])).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('tries what is retried as often as what is new, whatever it went through before', async () => {
    embedder.intercept = () => {
      throw new ProviderError('scripted', 'too many requests', true);
    };
    const server = await startProcess();
    const ids = await accept('Some text.');
    const [id = unknown] = ids;
    expect(await ended(ids)).toMatchObject([{ state: 'FAILED', attempts: 8 }]);
    await server.ingestion.retry(defaultPrincipal, id);
    expect(await ended(ids)).toMatchObject([{ state: 'FAILED', attempts: 16 }]);
    embedder.intercept = () => undefined;
    await server.ingestion.retry(defaultPrincipal, id);
    expect(await ended(ids)).toMatchObject([{ state: 'SUCCEEDED', attempts: 17 }]);
    const states: string[] = [];
    for await (const { seq, ingestion } of server.ingestion.progress(defaultPrincipal, ids, never)) {
      states.push(ingestion.state);
      expect(seq).toBe(states.length);
    }
    expect(states.filter((each) => each === 'FAILED')).toHaveLength(2);
    expect(states.at(-1)).toBe('SUCCEEDED');
  });

  it('claims no more than it can work on', async () => {
    embedder.intercept = hang;
    const reached = embeddingsBegun(embedder, 3);
    await startProcess({ concurrency: 3 });
    const ids = await accept(...Array.from({ length: 20 }, (_, at) => `Text number ${String(at)}.`));
    await reached;
    await clock.advance(5000);
    const states = (await state(ids)).map((ingestion) => ingestion?.state);
    expect(states.filter((each) => each === 'RUNNING')).toHaveLength(3);
    expect(states.filter((each) => each === 'QUEUED')).toHaveLength(17);
  });

  it('goes on claiming after the catalog was away, and says so once', async () => {
    const claim = stores.catalog.ingestions.claim.bind(stores.catalog.ingestions);
    let away = 3;
    stores.catalog.ingestions.claim = (request) => {
      away -= 1;
      return away >= 0 ? Promise.reject(new Error('the disk is full')) : claim(request);
    };
    const server = await startProcess();
    const ids = await accept('Some text.');
    expect(await ended(ids)).toMatchObject([{ state: 'SUCCEEDED' }]);
    expect(server.logger.messages('error')).toEqual(['no ingestion can be claimed; retrying']);
  });
});

/** Batches that do not come back: `begun` with the first one, `off` once that is called off. */
function embeddingsCalledOff(embedder: ObservedEmbedder): {
  readonly begun: Promise<void>;
  readonly off: Promise<void>;
} {
  const [begun, off] = [deferred(), deferred()];
  embedder.intercept = async (texts, signal) => {
    embedder.intercept = () => undefined;
    begun.resolve();
    await hang(texts, signal).finally(() => {
      off.resolve();
    });
  };
  return { begun: begun.promise, off: off.promise };
}

/** Resolves once `count` batches have been begun; none of them comes back. */
function embeddingsBegun(embedder: ObservedEmbedder, count: number): Promise<void> {
  let begun = 0;
  return new Promise((resolve) => {
    embedder.intercept = (texts, signal) => {
      begun += 1;
      if (begun === count) resolve();
      return hang(texts, signal);
    };
  });
}
