import { beforeEach, describe, expect, it } from '@jest/globals';

import { MemorySignals } from '../../../../src/adapters/memory/memory-signals.js';
import { LeaseLostError } from '../../../../src/domain/errors.js';
import { makeId } from '../../../../src/domain/ids.js';
import { noProgress } from '../../../../src/domain/ingestion.js';
import type { IngestionQueue } from '../../../../src/ports/ingestion-queue.js';
import { ProgressReporter } from '../../../../src/services/ingestion/progress-reporter.js';
import { ManualClock } from '../../../support/manual-clock.js';

const lease = { ingestionId: makeId('ingestion', 'one'), token: 1 };

describe('ProgressReporter', () => {
  let clock: ManualClock;
  let written: string[];
  let lost: boolean;
  let reporter: ProgressReporter;

  beforeEach(() => {
    clock = new ManualClock();
    written = [];
    lost = false;
    const advance: IngestionQueue['advance'] = (_, { stage, progress }) => {
      if (lost) return Promise.reject(new LeaseLostError(lease.ingestionId));
      written.push(`${stage} ${String(progress.chunksEmbedded)}`);
      return Promise.resolve();
    };
    const queue = { advance } as IngestionQueue;
    reporter = new ProgressReporter({ queue, signals: new MemorySignals(), clock }, lease);
  });

  it('passes over stages that are over within 300 ms', async () => {
    await reporter.report('LOAD', noProgress);
    await clock.advance(100);
    await reporter.report('CHUNK', noProgress);
    await clock.advance(199);
    await reporter.write('EMBED', noProgress);
    await clock.advance(1000);
    expect(written).toEqual(['EMBED 0']);
    expect(clock.waiting).toBe(0);
  });

  it('tells of a stage that lasts, without being asked again', async () => {
    await reporter.report('LOAD', noProgress);
    await clock.advance(299);
    expect(written).toEqual([]);
    await clock.advance(1);
    expect(written).toEqual(['LOAD 0']);
  });

  it('writes the latest progress at most every 300 ms', async () => {
    for (let chunksEmbedded = 0; chunksEmbedded < 100; chunksEmbedded += 1) {
      await reporter.report('EMBED', { ...noProgress, chunksEmbedded });
      await clock.advance(10);
    }
    expect(written).toEqual(['EMBED 29', 'EMBED 59', 'EMBED 89']);
  });

  it('rejects a write under a lost lease, and keeps quiet about one that the clock set off', async () => {
    lost = true;
    await reporter.report('LOAD', noProgress);
    await clock.advance(300);
    await expect(reporter.write('EMBED', noProgress)).rejects.toThrow(LeaseLostError);
    expect(written).toEqual([]);
  });

  it('drops what waits once it is stopped', async () => {
    await reporter.report('LOAD', noProgress);
    reporter.stop();
    await clock.advance(1000);
    expect(written).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
