import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

import type { OperationCounts } from '../../domain/operation-counts.js';

interface Counts {
  errors: number;
  totalMilliseconds: number;
  /** In microseconds. */
  readonly latencies: RecordableHistogram;
}

/** Histograms count whole microseconds up to an hour, to three digits. */
const longestMicroseconds = 3_600_000_000;
/** Operations that come after these are counted together: whoever names them cannot fill the memory. */
const mostOperations = 200;
const otherOperations = 'other';

/** Counts operations and their latencies since the process started. */
export class OperationStatistics {
  readonly #counts = new Map<string, Counts>();

  record(operation: string, milliseconds: number, failed: boolean): void {
    const counts = this.#countsOf(operation);
    counts.errors += failed ? 1 : 0;
    counts.totalMilliseconds += milliseconds;
    counts.latencies.record(Math.min(longestMicroseconds, Math.max(1, Math.round(milliseconds * 1000))));
  }

  /** By the operations' names. */
  snapshot(): OperationCounts[] {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([operation, counts]) => countsOf(operation, counts));
  }

  #countsOf(operation: string): Counts {
    const known = this.#counts.get(operation);
    if (known !== undefined) return known;
    if (this.#counts.size >= mostOperations && operation !== otherOperations)
      return this.#countsOf(otherOperations);
    const latencies = createHistogram({ lowest: 1, highest: longestMicroseconds, figures: 3 });
    const counts = { errors: 0, totalMilliseconds: 0, latencies };
    this.#counts.set(operation, counts);
    return counts;
  }
}

function countsOf(operation: string, { errors, totalMilliseconds, latencies }: Counts): OperationCounts {
  const requests = latencies.count;
  const percentile = (share: number) => latencies.percentile(share) / 1000;
  return {
    operation,
    requests,
    errors,
    errorRate: errors / requests,
    averageLatencyMs: totalMilliseconds / requests,
    p50LatencyMs: percentile(50),
    p95LatencyMs: percentile(95),
    p99LatencyMs: percentile(99),
  };
}
