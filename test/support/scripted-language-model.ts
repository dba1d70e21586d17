import type { GenerationEvent, GenerationRequest, LanguageModel } from '../../src/ports/language-model.js';

/** One step of a scripted generation: a piece of text, an event, a wait, a failure, or a next that never comes. */
export type ScriptStep =
  | string
  | GenerationEvent
  | { readonly kind: 'wait'; readonly until: (signal: AbortSignal) => Promise<unknown> }
  | { readonly kind: 'fail'; readonly error: Error }
  | { readonly kind: 'stall' };

/**
 * A language model that does what it was told. A stall never ends by itself, and not even an abort ends it unless
 * `heedsAbort`: what a provider's socket that hangs looks like.
 */
export class ScriptedLanguageModel implements LanguageModel {
  readonly name = 'scripted';
  readonly provider = 'test';
  readonly remote = false;
  readonly requests: GenerationRequest[] = [];
  /** The signals given, one a call: whether and when each was aborted. */
  readonly signals: AbortSignal[] = [];
  /** Resolves when a generation has come to a stall. */
  readonly stalled: Promise<void>;
  readonly #script: readonly ScriptStep[];
  readonly #heedsAbort: boolean;
  #reportStall = () => {};

  constructor(script: readonly ScriptStep[], options: { readonly heedsAbort?: boolean } = {}) {
    this.#script = script;
    this.#heedsAbort = options.heedsAbort ?? false;
    this.stalled = new Promise((resolve) => {
      this.#reportStall = resolve;
    });
  }

  async *generate(
    request: GenerationRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent, void, undefined> {
    this.requests.push(request);
    this.signals.push(signal);
    for (const step of this.#script) {
      if (typeof step === 'string') yield { kind: 'text', text: step };
      else if (step.kind === 'wait') await step.until(signal);
      else if (step.kind === 'fail') throw step.error;
      else if (step.kind === 'stall') await this.#stall(signal);
      else yield step;
    }
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  #stall(signal: AbortSignal): Promise<never> {
    this.#reportStall();
    return new Promise((_, reject) => {
      if (!this.#heedsAbort) return;
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  }
}
