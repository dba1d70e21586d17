import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Clock } from '../../ports/clock.js';

/** Longer than this at a stretch, and a question that comes in would feel it. */
const stretchMilliseconds = 4;

/**
 * For long synchronous work in pieces: awaited between two of them, it lets the event loop turn once the
 * work has gone on for a few milliseconds.
 */
export function giveWay(clock: Clock): () => Promise<void> {
  let since = clock.monotonic();
  return async () => {
    if (clock.monotonic() - since < stretchMilliseconds) return;
    await nextTurn();
    since = clock.monotonic();
  };
}
