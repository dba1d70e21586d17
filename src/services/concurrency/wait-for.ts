/** How the one who waits is told; only the first call counts. */
export interface Settle<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * A promise that `begin` arranges to have settled, or that rejects with the signal's reason when it
 * aborts first. Whichever it is, the function that `begin` returned is called once, to undo what it set up.
 */
export function waitFor<Result = void>(
  signal: AbortSignal | undefined,
  begin: (settle: Settle<Result>) => () => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = () => {
      leave();
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      end();
      reject(signal?.reason as Error);
    };
    const leave = begin({
      resolve: (result) => {
        end();
        resolve(result);
      },
      reject: (reason) => {
        end();
        reject(reason);
      },
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
