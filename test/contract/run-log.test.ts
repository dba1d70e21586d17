import { MemoryRunLog } from '../../src/adapters/memory/memory-run-log.js';
import { ManualClock } from '../support/manual-clock.js';
import { describeRunLog } from './run-log.contract.js';

describeRunLog('MemoryRunLog', () => {
  const clock = new ManualClock();
  return {
    log: new MemoryRunLog({ clock, ttlSeconds: 60, maxRuns: 100 }),
    advance: (milliseconds) => clock.advance(milliseconds),
  };
});
