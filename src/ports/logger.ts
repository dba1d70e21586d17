/** Structured log lines. Never pass a secret or a document's words. */
export interface Logger {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  /** `facts.error` may be an Error: its chain of causes is logged. */
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}
