import type { Ingestion, IngestionEvent } from '../../domain/ingestion.js';
import type { IngestionQueue } from '../../ports/ingestion-queue.js';

const eventsPerRead = 200;

/** Every event of an ingestion so far, by `seq`. */
export async function* allEvents(
  queue: Pick<IngestionQueue, 'events'>,
  { id }: Pick<Ingestion, 'id'>,
): AsyncGenerator<IngestionEvent, void, undefined> {
  let events = await queue.events(id, 0, eventsPerRead);
  for (let last = events.at(-1); last !== undefined; last = events.at(-1)) {
    yield* events;
    events = await queue.events(id, last.seq, eventsPerRead);
  }
}
