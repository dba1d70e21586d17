import { LeaseLostError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { IngestionQueue, Lease } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';
import { Doorbell } from '../concurrency/doorbell.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';
import { cancellationTopic } from './cancellation-topic.js';

export const leaseMilliseconds = 30_000;
const renewEveryMilliseconds = leaseMilliseconds / 3;

interface KeepingDependencies {
  readonly queue: IngestionQueue;
  readonly signals: Signals;
  readonly clock: Clock;
}

/**
 * Renews the lease until the returned function is called. Where another worker has taken it over, or the
 * ingestion was called off, calls `lost` and ends: at once where that is signalled, at the next renewal, ten
 * seconds later at most, otherwise. A renewal that fails is tried again: the lease outlasts two of them.
 */
export function keepLease(
  dependencies: KeepingDependencies,
  lease: Lease,
  lost: (error: LeaseLostError) => void,
): () => void {
  const done = new AbortController();
  const bell = new Doorbell(dependencies);
  const unsubscribe = dependencies.signals.subscribe(cancellationTopic(lease.ingestionId), () => {
    bell.ring();
  });
  void renewUntil(dependencies, lease, bell, done.signal)
    .catch((error: unknown) => {
      if (!(error instanceof LeaseLostError)) throw error;
      lost(error);
    })
    .catch(ignoreOnceAborted(done.signal));
  return () => {
    unsubscribe();
    done.abort();
  };
}

async function renewUntil(
  { queue, clock }: KeepingDependencies,
  lease: Lease,
  bell: Doorbell,
  signal: AbortSignal,
): Promise<never> {
  for (;;) {
    await bell.wait(renewEveryMilliseconds, signal);
    const until = new Date(clock.now().getTime() + leaseMilliseconds);
    await queue.renew(lease, until).catch((error: unknown) => {
      if (error instanceof LeaseLostError) throw error;
    });
  }
}
