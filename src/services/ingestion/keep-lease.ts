import { LeaseLostError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { IngestionQueue, Lease } from '../../ports/ingestion-queue.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';

export const leaseMilliseconds = 30_000;
const renewEveryMilliseconds = leaseMilliseconds / 3;

/**
 * Renews the lease until the returned function is called. Where another worker has taken it over, calls
 * `lost` and ends. A renewal that fails otherwise is tried again: the lease outlasts two of them.
 */
export function keepLease(
  dependencies: { readonly queue: IngestionQueue; readonly clock: Clock },
  lease: Lease,
  lost: (error: LeaseLostError) => void,
): () => void {
  const done = new AbortController();
  void renewUntil(dependencies, lease, done.signal)
    .catch((error: unknown) => {
      if (!(error instanceof LeaseLostError)) throw error;
      lost(error);
    })
    .catch(ignoreOnceAborted(done.signal));
  return () => {
    done.abort();
  };
}

async function renewUntil(
  { queue, clock }: { readonly queue: IngestionQueue; readonly clock: Clock },
  lease: Lease,
  signal: AbortSignal,
): Promise<never> {
  for (;;) {
    await clock.sleep(renewEveryMilliseconds, signal);
    const until = new Date(clock.now().getTime() + leaseMilliseconds);
    await queue.renew(lease, until).catch((error: unknown) => {
      if (error instanceof LeaseLostError) throw error;
    });
  }
}
