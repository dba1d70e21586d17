import { CancelledError } from '../domain/errors.js';

const done = { done: true, value: undefined } as const;

/**
 * An async iterable whose `return()` stops what is behind it at once. On a plain async generator a
 * `return()` waits its turn behind a `next()` that is pending, for as long as that takes; here it aborts
 * the signal given to `open` first, ends the pending `next()` as done, and resolves without waiting for the
 * source to wind up. What the source rejects with after that is nobody's concern any more.
 *
 * `open` is called at the first `next()`, and not at all after `return()` or `throw()`.
 */
export function abortOnReturn<Item>(
  open: (signal: AbortSignal) => AsyncIterable<Item>,
): AsyncGenerator<Item, void, void> {
  const controller = new AbortController();
  const endPending = new Set<() => void>();
  let source: AsyncIterator<Item> | undefined;

  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort(new CancelledError('the client called it off'));
    for (const end of endPending) end();
    source?.return?.().catch(() => undefined);
  };

  const generator: AsyncGenerator<Item, void, void> = {
    next() {
      if (controller.signal.aborted) return Promise.resolve(done);
      source ??= open(controller.signal)[Symbol.asyncIterator]();
      return untilEnded(source.next(), endPending);
    },
    return() {
      stop();
      return Promise.resolve(done);
    },
    throw(error) {
      stop();
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: () => {
      stop();
      return Promise.resolve();
    },
  };
  return generator;
}

/** What `pulled` settles to, or done as soon as one of the functions it adds to `endPending` is called. */
function untilEnded<Item>(
  pulled: Promise<IteratorResult<Item, unknown>>,
  endPending: Set<() => void>,
): Promise<IteratorResult<Item, void>> {
  return new Promise((resolve, reject) => {
    const end = () => {
      resolve(done);
    };
    endPending.add(end);
    pulled
      .then((result) => {
        resolve(result.done === true ? done : result);
      }, reject)
      .finally(() => endPending.delete(end));
  });
}
