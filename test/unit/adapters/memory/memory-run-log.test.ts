import { describe, expect, it } from '@jest/globals';

import { MemoryRunLog } from '../../../../src/adapters/memory/memory-run-log.js';
import { makeId } from '../../../../src/domain/ids.js';
import type { RunId, TenantId } from '../../../../src/domain/ids.js';
import { ManualClock } from '../../../support/manual-clock.js';

async function begin(log: MemoryRunLog, name: string): Promise<RunId> {
  const id = makeId('run', name);
  await log.create({ id, tenant: 'default' as TenantId, subject: 'local', createdAt: new Date(0) });
  return id;
}

describe('MemoryRunLog', () => {
  it('makes room by the run that has ended longest, before any that goes on', async () => {
    const log = new MemoryRunLog({ clock: new ManualClock(), ttlSeconds: 60, maxRuns: 3 });
    const [running, ended, endedLater] = [
      await begin(log, 'a'),
      await begin(log, 'b'),
      await begin(log, 'c'),
    ];
    await log.append(ended, { kind: 'answer-cancelled' });
    await log.append(endedLater, { kind: 'answer-cancelled' });
    const next = await begin(log, 'd');
    expect(await log.find(ended)).toBeNull();
    for (const id of [running, endedLater, next]) expect(await log.find(id)).not.toBeNull();
  });

  it('makes room by the run whose last event is oldest where all go on', async () => {
    const log = new MemoryRunLog({ clock: new ManualClock(), ttlSeconds: 60, maxRuns: 2 });
    const [first, second] = [await begin(log, 'a'), await begin(log, 'b')];
    await log.append(first, { kind: 'answer-started', model: 'm' });
    await begin(log, 'c');
    expect(await log.find(first)).not.toBeNull();
    expect(await log.find(second)).toBeNull();
  });

  it('lets go of runs that nobody asks for again, and of its timer with the last one', async () => {
    const clock = new ManualClock();
    const log = new MemoryRunLog({ clock, ttlSeconds: 60, maxRuns: 100 });
    await begin(log, 'a');
    await clock.advance(30_000);
    await begin(log, 'b');
    expect(clock.waiting).toBe(1);
    await clock.advance(30_000);
    expect(clock.waiting).toBe(1);
    await clock.advance(30_000);
    expect(clock.waiting).toBe(0);
  });
});
