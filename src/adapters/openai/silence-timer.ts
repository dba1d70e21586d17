/** Aborts its signal when nothing was heard for too long. */
export class SilenceTimer {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#timer = this.#start(milliseconds);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something was heard: the next must come within `milliseconds`. */
  restart(milliseconds: number): void {
    this.stop();
    this.#timer = this.#start(milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#controller.abort(new Error(`nothing was heard for ${milliseconds} ms`));
    }, milliseconds);
  }
}
