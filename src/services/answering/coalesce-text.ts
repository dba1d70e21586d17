import type { Clock } from '../../ports/clock.js';
import type { GenerationEvent } from '../../ports/language-model.js';
import { untilAborted } from '../../ports/until-aborted.js';
import { waitFor } from '../concurrency/wait-for.js';
import { joinTexts } from './join-texts.js';
import { ReadAhead } from './read-ahead.js';

/**
 * Joins the text that comes within a window into one event, so that a slow reader, or a fast model, does not make an
 * event of every token. The first text passes at once, and what has come is given out before an error is thrown.
 * Throws the signal's reason as soon as it aborts, even where the model never goes on.
 */
export async function* coalesceText(
  events: AsyncIterable<GenerationEvent>,
  window: { readonly clock: Clock; readonly milliseconds: number },
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const source = new ReadAhead(events);
  try {
    while (await untilAborted(source.filled(), signal)) {
      yield* joinTexts(source.take());
      await untilAborted(Promise.race([source.over, pause(window, source.over)]), signal);
    }
  } finally {
    source.close();
  }
}

function pause(
  { clock, milliseconds }: { readonly clock: Clock; readonly milliseconds: number },
  over: Promise<void>,
): Promise<void> {
  return waitFor(undefined, ({ resolve }) => {
    void over.then(resolve);
    return clock.after(milliseconds, resolve);
  });
}
