import type { IngestionId } from '../../domain/ids.js';
import { isFinished, type IngestionEvent } from '../../domain/ingestion.js';
import type { Clock } from '../../ports/clock.js';
import type { IngestionQueue } from '../../ports/ingestion-queue.js';
import type { Signals } from '../../ports/signals.js';
import { Doorbell } from '../concurrency/doorbell.js';
import { ignoreOnceAborted } from '../concurrency/ignore-once-aborted.js';

const pollMilliseconds = 500;
/** Looked at in one poll, which only makes up for signals that were lost. */
const idsPerPoll = 100;
const eventsPerRead = 100;

interface TailDependencies {
  readonly queue: IngestionQueue;
  readonly signals: Signals;
  readonly clock: Clock;
}

/**
 * The events of each ingestion by `seq` from the first on, as they come; ends once every one of them is
 * finished, and not at an end that a retry undid. Aborting `signal` ends it without an error.
 */
export async function* tailIngestions(
  dependencies: TailDependencies,
  ids: readonly IngestionId[],
  signal: AbortSignal,
): AsyncGenerator<IngestionEvent, void, undefined> {
  const bell = new Doorbell(dependencies);
  /** The last `seq` seen of each that is not finished, in the order they are polled. */
  const unfinished = new Map(ids.map((id) => [id, 0]));
  const changed = new Set(ids);
  const unsubscribe = subscribeAll(dependencies.signals, [...changed], (id) => {
    changed.add(id);
    bell.ring();
  });
  try {
    while (unfinished.size > 0 && !signal.aborted) {
      for (const id of take(changed)) yield* newEvents(dependencies.queue, id, unfinished);
      if (unfinished.size === 0) return;
      const rung = await bell.wait(pollMilliseconds, signal).catch(ignoreOnceAborted(signal));
      if (rung !== true) for (const id of nextToPoll(unfinished)) changed.add(id);
    }
  } finally {
    unsubscribe();
  }
}

async function* newEvents(
  queue: IngestionQueue,
  id: IngestionId,
  unfinished: Map<IngestionId, number>,
): AsyncGenerator<IngestionEvent, void, undefined> {
  let last: IngestionEvent | null = null;
  for (;;) {
    const afterSeq = unfinished.get(id);
    if (afterSeq === undefined) return;
    const events = await queue.events(id, afterSeq, eventsPerRead);
    if (events.length === 0) break;
    for (last of events) {
      unfinished.set(id, last.seq);
      yield last;
    }
  }
  if (last !== null && isFinished(last.ingestion)) unfinished.delete(id);
}

/** The ones polled longest ago, which go to the end. */
function nextToPoll(unfinished: Map<IngestionId, number>): readonly IngestionId[] {
  const next = [...unfinished].slice(0, idsPerPoll);
  for (const [id, seq] of next) {
    unfinished.delete(id);
    unfinished.set(id, seq);
  }
  return next.map(([id]) => id);
}

function take<Item>(items: Set<Item>): readonly Item[] {
  const taken = [...items];
  items.clear();
  return taken;
}

function subscribeAll(
  signals: Signals,
  ids: readonly IngestionId[],
  changed: (id: IngestionId) => void,
): () => void {
  const unsubscribes = ids.map((id) =>
    signals.subscribe(`ingestion:${id}`, () => {
      changed(id);
    }),
  );
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}
