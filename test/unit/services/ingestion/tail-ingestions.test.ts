import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CollectionId, DocumentId, IngestionId, TenantId } from '../../../../src/domain/ids.js';
import {
  noProgress,
  type Ingestion,
  type IngestionEvent,
  type IngestionState,
} from '../../../../src/domain/ingestion.js';
import type { IngestionQueue } from '../../../../src/ports/ingestion-queue.js';
import type { Signals } from '../../../../src/ports/signals.js';
import { tailIngestions } from '../../../../src/services/ingestion/tail-ingestions.js';
import { ManualClock } from '../../../support/manual-clock.js';

const deafSignals: Signals = { publish: () => undefined, subscribe: () => () => undefined };

function inState(id: IngestionId, state: IngestionState): Ingestion {
  return {
    id,
    tenant: 'default' as TenantId,
    collectionId: 'col_1' as CollectionId,
    documentId: 'doc_1' as DocumentId,
    externalId: id,
    state,
    stage: null,
    attempts: 1,
    progress: noProgress,
    error: null,
    createdAt: new Date(0),
    finishedAt: null,
  };
}

describe('tailIngestions without signals', () => {
  let clock: ManualClock;
  let log: Map<IngestionId, IngestionEvent[]>;
  let reads: number;
  let queue: IngestionQueue;

  beforeEach(() => {
    clock = new ManualClock();
    log = new Map();
    reads = 0;
    const events: IngestionQueue['events'] = (id, afterSeq, limit) => {
      reads += 1;
      const after = (log.get(id) ?? []).filter(({ seq }) => seq > afterSeq);
      return Promise.resolve(after.slice(0, limit));
    };
    queue = { events } as IngestionQueue;
  });

  const append = (id: IngestionId, state: IngestionState) => {
    const events = log.get(id) ?? [];
    log.set(id, [...events, { seq: events.length + 1, ingestion: inState(id, state) }]);
  };

  const ids = (count: number) => Array.from({ length: count }, (_, at) => `ing_${String(at)}` as IngestionId);

  const collect = (followed: readonly IngestionId[]) => {
    const seen: string[] = [];
    const work = (async () => {
      const signal = new AbortController().signal;
      for await (const { seq, ingestion } of tailIngestions(
        { queue, signals: deafSignals, clock },
        followed,
        signal,
      )) {
        seen.push(`${ingestion.id} ${String(seq)} ${ingestion.state}`);
      }
    })();
    return { seen, work };
  };

  it('notices what happened within half a second, and ends after the last end', async () => {
    const [one, two] = ids(2) as [IngestionId, IngestionId];
    append(one, 'QUEUED');
    const { seen, work } = collect([one, two]);
    await clock.advance(1);
    expect(seen).toEqual(['ing_0 1 QUEUED']);
    append(one, 'RUNNING');
    append(one, 'SUCCEEDED');
    append(two, 'FAILED');
    await clock.advance(500);
    await work;
    expect(seen.slice(1)).toEqual(['ing_0 2 RUNNING', 'ing_0 3 SUCCEEDED', 'ing_1 1 FAILED']);
    expect(clock.waiting).toBe(0);
  });

  it('looks at a hundred in each poll, and at all of them in turn', async () => {
    const many = ids(250);
    const { seen, work } = collect(many);
    await clock.advance(1);
    expect(reads).toBe(250);
    for (const id of many) append(id, 'SUCCEEDED');
    await clock.advance(500);
    expect(seen).toHaveLength(100);
    await clock.advance(1000);
    await work;
    expect(new Set(seen).size).toBe(250);
  });

  it('reads long logs to their end', async () => {
    const [one] = ids(1) as [IngestionId];
    for (let events = 0; events < 350; events += 1) append(one, 'RUNNING');
    append(one, 'CANCELLED');
    const { seen, work } = collect([one, one]);
    await work;
    expect(seen).toHaveLength(351);
  });
});
