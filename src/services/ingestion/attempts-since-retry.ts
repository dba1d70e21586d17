import { isFinished, type Ingestion } from '../../domain/ingestion.js';
import type { IngestionQueue } from '../../ports/ingestion-queue.js';
import { allEvents } from './all-events.js';

/** How many attempts there were, this one included, since somebody last asked for a retry. */
export async function attemptsSinceRetry(
  queue: Pick<IngestionQueue, 'events'>,
  ingestion: Pick<Ingestion, 'id' | 'attempts'>,
): Promise<number> {
  let before = 0;
  for await (const event of allEvents(queue, ingestion)) {
    if (isFinished(event.ingestion)) before = event.ingestion.attempts;
  }
  return ingestion.attempts - before;
}
