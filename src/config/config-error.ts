/** What is wrong with one key. */
export interface ConfigProblem {
  readonly key: string;
  /** What it was, fit to be shown; null where it is a secret or not set. */
  readonly value: string | null;
  /** A clause that goes after the value: what the key may be, or why it cannot be this. */
  readonly reason: string;
}

/** Every bad key at once. The message has one line for each and never a secret. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ConfigError';
  }
}

function describeProblem({ key, value, reason }: ConfigProblem): string {
  return value === null ? `${key}: ${reason}` : `${key} is ${JSON.stringify(value)}: ${reason}`;
}
