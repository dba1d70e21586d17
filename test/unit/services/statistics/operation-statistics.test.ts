import { describe, expect, it } from '@jest/globals';

import { OperationStatistics } from '../../../../src/services/statistics/operation-statistics.js';

describe('OperationStatistics', () => {
  it('counts requests, errors and latencies by operation', () => {
    const statistics = new OperationStatistics();
    for (let milliseconds = 1; milliseconds <= 100; milliseconds++) {
      statistics.record('search', milliseconds, milliseconds % 4 === 0);
    }
    statistics.record('answer', 2000, true);
    const [answer, search] = statistics.snapshot();
    expect(answer).toMatchObject({ operation: 'answer', requests: 1, errors: 1, errorRate: 1 });
    expect(search).toMatchObject({
      operation: 'search',
      requests: 100,
      errors: 25,
      errorRate: 0.25,
      averageLatencyMs: 50.5,
    });
    // The histogram keeps three digits.
    expect(search?.p50LatencyMs).toBeCloseTo(50, 0);
    expect(search?.p95LatencyMs).toBeCloseTo(95, 0);
    expect(search?.p99LatencyMs).toBeCloseTo(99, 0);
  });

  it('takes latencies of no time at all and of more than an hour', () => {
    const statistics = new OperationStatistics();
    statistics.record('odd', 0, false);
    statistics.record('odd', 1e9, false);
    expect(statistics.snapshot()).toMatchObject([{ requests: 2, averageLatencyMs: 5e8 }]);
  });

  it('counts operations beyond a number together, however many names come', () => {
    const statistics = new OperationStatistics();
    for (let name = 0; name < 1000; name++) statistics.record(`operation ${name}`, 1, false);
    const counts = statistics.snapshot();
    expect(counts.length).toBeLessThan(300);
    expect(counts.reduce((sum, { requests }) => sum + requests, 0)).toBe(1000);
  });

  it('has nothing to tell at first', () => {
    expect(new OperationStatistics().snapshot()).toEqual([]);
  });
});
