import { GroundQLError } from '../../domain/errors.js';
import type { ComponentHealth, HealthStatus } from '../../domain/health.js';
import type { Clock } from '../../ports/clock.js';
import { untilAborted } from '../../ports/until-aborted.js';

/** A part of the server that can be asked whether it works. */
export interface HealthComponent {
  readonly name: string;
  /** What is in use; never a secret. */
  readonly detail: string | null;
  /** Whether the server is of no use without it. */
  readonly critical: boolean;
  /** Resolves when it works; rejects where it does not, and with the signal's reason when that aborts. */
  check(signal: AbortSignal): Promise<void>;
}

export interface Health {
  readonly status: HealthStatus;
  readonly version: string;
  readonly components: readonly ComponentHealth[];
}

/** Longer than a probe may take, a component counts as failed. */
const checkTimeoutMilliseconds = 2000;
/** Probes of several watchers share one look. */
const keptMilliseconds = 3000;

/** Whether the server and each of its parts work: as bad as its worst part, UNHEALTHY where a critical one fails. */
export class HealthService {
  readonly #version: string;
  readonly #components: readonly HealthComponent[];
  readonly #clock: Clock;
  #last: { readonly health: Promise<Health>; readonly until: number } | null = null;

  constructor(dependencies: {
    readonly version: string;
    readonly components: readonly HealthComponent[];
    readonly clock: Clock;
  }) {
    this.#version = dependencies.version;
    this.#components = dependencies.components;
    this.#clock = dependencies.clock;
  }

  /** At most a few seconds old; resolves within about two, and never rejects. */
  check(): Promise<Health> {
    const now = this.#clock.monotonic();
    if (this.#last === null || now >= this.#last.until) {
      this.#last = { health: this.#checkAll(), until: now + keptMilliseconds };
    }
    return this.#last.health;
  }

  async #checkAll(): Promise<Health> {
    const components = await Promise.all(this.#components.map((component) => this.#check(component)));
    return { status: worst(components), version: this.#version, components };
  }

  async #check(component: HealthComponent): Promise<ComponentHealth> {
    const { name, detail, critical } = component;
    const start = this.#clock.monotonic();
    const failure = await this.#failureOf(component);
    const latencyMs = this.#clock.monotonic() - start;
    if (failure === null) return { name, status: 'HEALTHY', detail, latencyMs };
    return { name, status: critical ? 'UNHEALTHY' : 'DEGRADED', detail: failure, latencyMs };
  }

  async #failureOf(component: HealthComponent): Promise<string | null> {
    const controller = new AbortController();
    const stopTimer = this.#clock.after(checkTimeoutMilliseconds, () => {
      controller.abort(new Error('too late'));
    });
    try {
      await untilAborted(component.check(controller.signal), controller.signal);
      return null;
    } catch (error) {
      if (controller.signal.aborted) return `no answer within ${checkTimeoutMilliseconds} ms`;
      return error instanceof GroundQLError ? error.message : 'the check failed';
    } finally {
      stopTimer();
    }
  }
}

function worst(components: readonly ComponentHealth[]): HealthStatus {
  const statuses = new Set(components.map(({ status }) => status));
  if (statuses.has('UNHEALTHY')) return 'UNHEALTHY';
  return statuses.has('DEGRADED') ? 'DEGRADED' : 'HEALTHY';
}
