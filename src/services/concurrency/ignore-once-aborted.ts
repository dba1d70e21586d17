/** For `catch`: drops what follows from the signal's own abort, throws everything else on. */
export function ignoreOnceAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
