/** How often an operation ran since the process started, and how long it took. */
export interface OperationCounts {
  readonly operation: string;
  readonly requests: number;
  readonly errors: number;
  /** `errors` over `requests`, 0 to 1. */
  readonly errorRate: number;
  readonly averageLatencyMs: number;
  readonly p50LatencyMs: number;
  readonly p95LatencyMs: number;
  readonly p99LatencyMs: number;
}
