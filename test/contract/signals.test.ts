import { setImmediate } from 'node:timers/promises';

import { MemorySignals } from '../../src/adapters/memory/memory-signals.js';
import { describeSignals } from './signals.contract.js';

describeSignals('MemorySignals', () => ({ signals: new MemorySignals(), settled: () => setImmediate() }));
