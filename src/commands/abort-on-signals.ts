const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * A signal that the first Ctrl-C or SIGTERM aborts, so that the command can stop cleanly; the second one
 * ends the process at once.
 */
export function abortOnSignals(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    controller.abort(new Error(`stopped by ${name}`));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
