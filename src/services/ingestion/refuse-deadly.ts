import { IngestionFailure } from '../../domain/errors.js';
import { isFinished, type Ingestion } from '../../domain/ingestion.js';
import type { IngestionQueue } from '../../ports/ingestion-queue.js';
import { allEvents } from './all-events.js';

const deathsToProve = 5;

/**
 * A document that takes the process down with it must not do so for ever. Rejects with IngestionFailure
 * where five attempts ended without a word, all at the very same point: being killed by others five times,
 * a document would have got further in between. A retry that somebody asked for begins to count anew.
 */
export async function refuseDeadly(queue: IngestionQueue, ingestion: Ingestion): Promise<void> {
  if (ingestion.attempts <= deathsToProve) return;
  const deaths = new Map<string, number>();
  let previous: Ingestion | null = null;
  for await (const event of allEvents(queue, ingestion)) {
    if (isFinished(event.ingestion)) deaths.clear();
    if (previous !== null && endedSilently(previous, event.ingestion)) {
      const point = pointOf(previous);
      deaths.set(point, (deaths.get(point) ?? 0) + 1);
    }
    previous = event.ingestion;
  }
  if (Math.max(0, ...deaths.values()) < deathsToProve) return;
  const reason = `the server stopped ${String(deathsToProve)} times while it worked on this document`;
  throw new IngestionFailure('INTERNAL', reason);
}

/** A new attempt began while the one before was still running. */
function endedSilently(before: Ingestion, after: Ingestion): boolean {
  return before.state === 'RUNNING' && after.attempts > before.attempts;
}

function pointOf({ stage, progress }: Ingestion): string {
  return `${stage ?? 'START'} ${String(progress.chunksEmbedded)}`;
}
