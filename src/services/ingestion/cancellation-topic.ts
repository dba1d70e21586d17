import type { IngestionId } from '../../domain/ids.js';

/** What is signalled when an ingestion is called off, for whoever works on it. */
export function cancellationTopic(id: IngestionId): string {
  return `ingestion-cancelled:${id}`;
}
