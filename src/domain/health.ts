export type HealthStatus = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY';

export interface ComponentHealth {
  readonly name: string;
  readonly status: HealthStatus;
  /** What is in use, or what is wrong; never a secret. */
  readonly detail: string | null;
  readonly latencyMs: number | null;
}
