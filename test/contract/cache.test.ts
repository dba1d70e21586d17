import { MemoryCache } from '../../src/adapters/memory/memory-cache.js';
import { ManualClock } from '../support/manual-clock.js';
import { describeCache } from './cache.contract.js';

describeCache('MemoryCache', () => {
  const clock = new ManualClock();
  return {
    cache: new MemoryCache({ clock, maxEntries: 100, maxBytes: 1_000_000 }),
    advance: (milliseconds) => clock.advance(milliseconds),
  };
});
